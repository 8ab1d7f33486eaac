// One picture's way to its tasks, step by step; each step starts from the record, so that any of them may be done again.
// Knows the client, the record and the picture, no browser.

import { ApiError, troubleOf } from "../ui/errors.js";
import { isPassing } from "../ui/waiting.js";
import { isOpen } from "./ledger.js";
import { singleFlight } from "./turns.js";

/** @typedef {import("./ledger.js").CaptureRecord} CaptureRecord */
/** @typedef {import("./ledger.js").Trouble} Trouble */
/** @typedef {import("../ui/types.js").Capture} Capture */
/**
 * @typedef {object} Collaborators
 * @property {import("../ui/api.js").Client} client
 * @property {(key: string) => Promise<CaptureRecord | null>} get
 * @property {(key: string, changes: Partial<CaptureRecord>) => Promise<void>} change
 * @property {Pick<import("./submissions.js").Pictures, "get" | "delete">} pictures
 * @property {() => number} now ms
 * @property {import("../ui/waiting.js").Pause} pause
 * @property {() => Promise<void>} keepAlive
 */

const SEND_LIMIT_MS = 60_000;
const POLL_S = 20;
const POLL_LIMIT_MS = 40_000;
// Who answers sooner and has nothing to tell is asked no faster than this.
const FASTEST_POLL_S = 1;
const FIRST_WAIT_S = 2;
const LONGEST_WAIT_S = 30;
const LONGEST_RETRY_AFTER_S = 60;

/** What the user mends; tried again when something tells that he has, or on the alarm. */
const MENDED_ELSEWHERE = new Set(["not_allowed", "not_paired", "port_stranger", "pairing_revoked"]);
const NOT_KNOWN = new Set(["auth_required", "bad_token"]);
export const PICTURE_LOST = { code: "picture_lost", message: "the picture is not in this browser any more" };

/** @param {Collaborators} collaborators */
export function createJourney({ client, get, change, pictures, now, pause, keepAlive }) {
  /** @type {Set<AbortController>} of those that may have to wait, and are then not to */
  const impatient = new Set();

  /** @param {string} key @param {Trouble} trouble */
  const fail = (key, trouble) => change(key, { state: "failed", trouble, waitsFor: null });

  /** @param {CaptureRecord} record */
  async function send({ key, source, today }) {
    const blob = await pictures.get(key);
    // Dropped while it was fetched, also before it could be posted.
    if (!(await get(key))) return;
    if (!blob) return fail(key, PICTURE_LOST);
    const signal = AbortSignal.timeout(SEND_LIMIT_MS);
    const { id } = await reached(client.send(blob, { source, key, today, signal }));
    await change(key, { state: "sent", id, waitsFor: null });
  }

  /** @param {CaptureRecord} record */
  async function poll({ key, id }) {
    // What cannot be cleared away now is so with its record.
    await pictures.delete(key).catch(() => {});
    const path = `/v1/captures/${encodeURIComponent(id ?? "")}?wait=${POLL_S}`;
    const asked = now();
    const capture = await reached(client.json("GET", path, undefined, AbortSignal.timeout(POLL_LIMIT_MS)));
    await keepAlive();
    if (capture.state === "done") return change(key, { state: "done", tasks: openTasks(capture) });
    if (capture.state === "failed") return fail(key, failureOf(capture));
    if (now() - asked < FASTEST_POLL_S * 1000) await pause(FASTEST_POLL_S);
  }

  /** @param {number} seconds @param {AbortSignal} [signal] wakes it */
  async function sleep(seconds, signal) {
    await pause(seconds, signal).catch((error) => {
      if (!signal?.aborted) throw error;
    });
  }

  /**
   * How long to wait for another try after this error; null when there is none in this life.
   * @param {CaptureRecord} record
   * @param {unknown} error
   */
  async function cope({ key, state }, error) {
    const { code, status, retryAfterS } = error instanceof ApiError ? error : new ApiError("internal", "");
    const isSent = state === "sent";
    if (isSent && isGone(error)) {
      await change(key, { state: "done", tasks: 0 });
      return null;
    }
    const isStranger = MENDED_ELSEWHERE.has(code) || NOT_KNOWN.has(code);
    if (!isStranger && !isPassing(error) && !(isSent && status >= 500)) {
      await fail(key, troubleOf(error));
      return null;
    }
    if (!isSent) await change(key, { waitsFor: NOT_KNOWN.has(code) ? "pairing_revoked" : code });
    return isStranger ? null : { retryAfterS: Math.min(retryAfterS, LONGEST_RETRY_AFTER_S) };
  }

  /**
   * How long to wait if the next one does not go; null when there is none.
   * @param {CaptureRecord} record
   * @param {number} waitS if this does not go
   */
  async function step(record, waitS) {
    const controller = new AbortController();
    impatient.add(controller);
    try {
      await (record.state === "queued" ? send(record) : poll(record));
      return FIRST_WAIT_S;
    } catch (error) {
      const again = await cope(record, error);
      // Who called meanwhile may have mended it.
      if (!again) return controller.signal.aborted ? FIRST_WAIT_S : null;
      await (again.retryAfterS ? sleep(again.retryAfterS) : sleep(waitS, controller.signal));
      return Math.min(waitS * 2, LONGEST_WAIT_S);
    } finally {
      impatient.delete(controller);
    }
  }

  const drive = singleFlight(async (key) => {
    /** @type {number | null} */
    let waitS = FIRST_WAIT_S;
    while (waitS !== null) {
      const record = await get(key);
      if (!record || !isOpen(record)) return;
      waitS = await step(record, waitS);
    }
  });

  return {
    /** Go on with one until it is over, or the user has to do something; together with whoever does so already. */
    drive,
    /** Those that wait for the daemon try at once. */
    wake() {
      for (const controller of impatient) controller.abort();
    },
  };
}

/**
 * The answer; an answer that was cut off is none.
 * @template T
 * @param {Promise<T>} call
 * @returns {Promise<T>}
 */
export async function reached(call) {
  try {
    return await call;
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError("unreachable", String(error));
  }
}

/** Whether the daemon does not have the capture any more. @param {unknown} error */
export const isGone = (error) => error instanceof ApiError && (error.status === 404 || error.status === 410);

/** @param {Capture} capture */
export const openTasks = ({ tasks }) => tasks.filter((task) => !task.done && !task.dismissed).length;

/** @param {Capture} capture @returns {Trouble} */
function failureOf({ error }) {
  return { code: error?.error ?? "internal", message: error?.message ?? "" };
}
