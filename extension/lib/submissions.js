// The pictures that were captured: taken in, brought to their tasks, forgotten. Whatever ends in between, they go on from
// their records. Knows the records and the pictures, no browser.

import { ApiError, troubleOf } from "../ui/errors.js";
import { createJourney, isGone, openTasks, PICTURE_LOST, reached } from "./journey.js";
import { isOpen } from "./ledger.js";
import { createTurns, singleFlight } from "./turns.js";

/** @typedef {import("./ledger.js").CaptureRecord} CaptureRecord */
/** @typedef {import("./ledger.js").Trouble} Trouble */
/** @typedef {import("./ledger.js").About} About */
/**
 * @typedef {object} Pictures
 * @property {(key: string) => Promise<Blob | null>} get
 * @property {(key: string, blob: Blob, about?: About) => Promise<void>} set
 * @property {(key: string) => Promise<void>} delete
 * @property {() => Promise<{key: string, at: number, about: About | null}[]>} all
 */
/**
 * @typedef {object} Collaborators
 * @property {import("../ui/api.js").Client} client
 * @property {import("./ledger.js").Ledger} records
 * @property {Pictures} pictures
 * @property {() => number} now ms
 * @property {() => string} today
 * @property {import("../ui/waiting.js").Pause} pause
 * @property {() => Promise<void>} keepAlive
 * @property {(blob: Blob) => Promise<{blob: Blob}>} prepare as the daemon takes it; an error where it would not
 * @property {() => Promise<void>} onChange awaited, so that an alarm is set before anything is sent
 */

const KEPT_FINISHED = 30;
// A view puts its picture here, looks at it, and has its record made; only a view that was closed takes longer.
const ADOPT_MS = 20_000;
const ORPHAN_MS = 3_600_000;

/** @param {Collaborators} collaborators */
export function createSubmissions({ client, records, pictures, now, today, pause, keepAlive, prepare, onChange }) {
  const inTurn = createTurns();
  const journey = createJourney({ client, get: records.get, change, pictures, now, pause, keepAlive });

  /** @param {string} key @param {Partial<CaptureRecord>} changes */
  async function change(key, changes) {
    if (!(await records.update(key, changes))) return;
    await prune();
    await onChange();
  }

  async function prune() {
    const finished = (await records.all()).filter((record) => !isOpen(record));
    // One that does not go is tried again with the next.
    for (const { key } of finished.slice(0, -KEPT_FINISHED)) await drop(key).catch(() => {});
  }

  /**
   * The picture first: without a record it would be taken for one that a view had no time to tell of.
   * @param {string} key
   */
  async function drop(key) {
    await pictures.delete(key);
    await records.remove(key);
  }

  /** @param {string} key @param {About} about @param {Partial<CaptureRecord>} [known] */
  async function begin(key, { source, name }, known = {}) {
    // The newest is the newest, also after the clock was set back.
    const at = Math.max(now(), ((await records.all()).at(-1)?.at ?? 0) + 1);
    const about = { key, at, today: today(), source, name };
    const empty = { id: null, waitsFor: null, trouble: null, tasks: null, isSeen: false };
    await records.add({ ...about, ...empty, state: "queued", ...known });
    await prune();
    await onChange();
  }

  /** The picture is here, its record is not, unless this was said before. @param {string} key @param {About} about */
  async function accept(key, about) {
    await inTurn(async () => {
      if (!(await records.get(key))) await begin(key, about);
    });
    void journey.drive(key);
    return key;
  }

  /** A picture that a view had no time to tell of, told of now. @param {string} key @param {About} about */
  async function adopt(key, about) {
    const raw = await pictures.get(key);
    if (!raw) return;
    try {
      await pictures.set(key, (await prepare(raw)).blob, about);
    } catch (error) {
      return inTurn(async () => {
        if (!(await records.get(key))) await begin(key, about, { state: "failed", trouble: troubleOf(error) });
      });
    }
    await accept(key, about);
  }

  /** @param {Blob} blob @param {About} about */
  async function submit(blob, about) {
    const key = crypto.randomUUID();
    await pictures.set(key, blob);
    return accept(key, about);
  }

  /** The same picture under a new key, also where only the daemon has it by now. */
  const retry = singleFlight(async (/** @type {string} */ key) => {
    const old = await records.get(key);
    if (!old) throw new ApiError("not_found", "this picture was forgotten");
    const blob = (await pictures.get(key)) ?? (old.id ? await reached(client.image(old.id)) : null);
    if (!blob) throw new ApiError(PICTURE_LOST.code, PICTURE_LOST.message);
    const fresh = await submit(blob, old);
    await drop(key);
    return fresh;
  });

  return {
    submit,
    accept,
    retry,

    /** Go on with whatever is not over. */
    async resume() {
      journey.wake();
      for (const record of (await records.all()).filter(isOpen)) void journey.drive(record.key);
    },

    /** Make the record of a picture that has none, or drop the picture; whether one is too new for that. */
    async sweep() {
      const present = now();
      let isAny = false;
      for (const { key, at, about } of await pictures.all()) {
        if (await records.get(key)) continue;
        if (about && at < present - ADOPT_MS) await adopt(key, about);
        else if (at < present - ORPHAN_MS) await pictures.delete(key);
        else isAny ||= about !== null;
      }
      return isAny;
    },

    /**
     * What went wrong before there was a picture, for the next view to tell.
     * @param {About} about
     * @param {Trouble} trouble
     */
    refuse: (about, trouble) => begin(crypto.randomUUID(), about, { state: "failed", trouble }),

    /** @param {string} key */
    async forget(key) {
      await drop(key);
      await onChange();
    },

    /** A view has shown how it ended. @param {string} key */
    async see(key) {
      const record = await records.get(key);
      if (record && !isOpen(record) && !record.isSeen) await change(key, { isSeen: true });
    },

    /** Count the open tasks of the newest one that is read, after some were ticked off. */
    async recount() {
      const newest = (await records.all()).findLast((record) => record.state === "done");
      if (!newest?.id) return;
      const tasks = await client.capture(newest.id).then(openTasks, (error) => (isGone(error) ? 0 : null));
      if (tasks !== null) await change(newest.key, { tasks });
    },
  };
}
