// Every call to the daemon that a view makes. Knows docs/api.md; gets fetch and the token, and does not know where it runs.

import { ApiError, errorOf, isAbort } from "./errors.js";
import { follow, parseEvents } from "./events.js";
import { pause } from "./waiting.js";

/** @typedef {import("./types.js").Capture} Capture */
/** @typedef {import("./types.js").Task} Task */
/** @typedef {"text" | "ics" | "csv" | "todotxt" | "checklist"} Form */
/** @typedef {{role: "user" | "assistant", content: unknown}} Message */
/** @typedef {{state?: string, owner?: string, q?: string, cursor?: string}} TaskFilter */
/**
 * @typedef {object} Collaborators
 * @property {typeof globalThis.fetch} fetch
 * @property {string} [base] the daemon's origin; empty for the page's own
 * @property {() => string | null} token
 * @property {() => void} [onStranger] called when the daemon does not know the token (any more)
 */

/** @type {RequestInit} of every request to the daemon */
export const OPTIONS = { cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" };

const LAST_EVENTS = new Set(["done", "failed"]);

export class Client {
  /** @param {Collaborators} collaborators */
  constructor({ fetch, base = "", token, onStranger = () => {} }) {
    this.fetch = fetch;
    this.base = base;
    this.token = token;
    this.onStranger = onStranger;
  }

  /**
   * One call; ApiError unless the daemon answers that it went well.
   * @param {string} method
   * @param {string} path
   * @param {{body?: BodyInit, headers?: Record<string, string>, signal?: AbortSignal}} [options]
   */
  async call(method, path, { body, headers = {}, signal } = {}) {
    const response = await this.reach(method, path, { body, headers, signal });
    if (response.ok) return response;
    if (response.status === 401) this.onStranger();
    throw await errorOf(response);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{body?: BodyInit, headers: Record<string, string>, signal?: AbortSignal}} options
   */
  async reach(method, path, { body, headers, signal }) {
    const authorization = { Authorization: `Bearer ${this.token() ?? ""}` };
    try {
      return await this.fetch(this.base + path, {
        method,
        body,
        signal,
        headers: { ...authorization, ...headers },
        ...OPTIONS,
      });
    } catch (error) {
      if (isAbort(error) || error instanceof ApiError) throw error;
      throw new ApiError("unreachable", String(error));
    }
  }

  /**
   * A call whose answer is JSON.
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {AbortSignal} [signal]
   */
  async json(method, path, body, signal) {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
    const response = await this.call(method, path, { ...sent, signal });
    return await response.json();
  }

  /**
   * Send a picture; its capture, which is safe on disk by then. The same key is the same capture.
   * @param {Blob} blob
   * @param {{source: string, key: string, today?: string, signal?: AbortSignal}} options
   * @returns {Promise<Capture>}
   */
  async send(blob, { source, key, today = localDate(new Date()), signal }) {
    const headers = { "Content-Type": blob.type, "Idempotency-Key": key };
    const path = `/v1/captures${query({ source, today })}`;
    return await (await this.call("POST", path, { body: blob, headers, signal })).json();
  }

  /** @param {string} id @param {AbortSignal} [signal] @returns {Promise<Capture>} */
  capture(id, signal) {
    return this.json("GET", `/v1/captures/${encodeURIComponent(id)}`, undefined, signal);
  }

  /**
   * @param {{q?: string, cursor?: string}} filter
   * @param {AbortSignal} [signal]
   * @returns {Promise<{captures: Capture[], next: string | null}>}
   */
  captures(filter, signal) {
    return this.json("GET", `/v1/captures${query(filter)}`, undefined, signal);
  }

  /** @param {string} id */
  deleteCapture(id) {
    return this.json("DELETE", `/v1/captures/${encodeURIComponent(id)}`);
  }

  /** @param {string} id */
  restoreCapture(id) {
    return this.json("POST", `/v1/captures/${encodeURIComponent(id)}/restore`);
  }

  /** Wipe every capture from the disk, at once. */
  deleteEverything() {
    return this.json("DELETE", "/v1/captures?purge=true");
  }

  /** @param {string} id @param {AbortSignal} [signal] */
  async image(id, signal) {
    return await (await this.call("GET", `/v1/captures/${encodeURIComponent(id)}/image`, { signal })).blob();
  }

  /**
   * The live events of a capture up to its last one; a cut connection is made again.
   * @param {string} id
   * @param {{signal?: AbortSignal, onCut?: (isCut: boolean) => void}} options
   */
  events(id, { signal, onCut }) {
    const path = `/v1/captures/${encodeURIComponent(id)}/events`;
    /** @param {string | null} last */
    const open = (last) => {
      /** @type {Record<string, string>} */
      const headers = { Accept: "text/event-stream" };
      if (last !== null) headers["Last-Event-ID"] = last;
      return this.call("GET", path, { headers, signal });
    };
    return follow(open, { isLast: (event) => LAST_EVENTS.has(event.event), pause, onCut, signal });
  }

  /** @param {string} id @param {Form} form @param {AbortSignal} [signal] */
  async captureForm(id, form, signal) {
    return await (await this.call("GET", `/v1/captures/${encodeURIComponent(id)}?format=${form}`, { signal })).blob();
  }

  /**
   * @param {TaskFilter} filter
   * @param {AbortSignal} [signal]
   * @returns {Promise<{tasks: Task[], next: string | null}>}
   */
  tasks(filter, signal) {
    return this.json("GET", `/v1/tasks${query(filter)}`, undefined, signal);
  }

  /** @param {TaskFilter} filter @param {Form} form @param {AbortSignal} [signal] */
  async tasksForm(filter, form, signal) {
    return await (await this.call("GET", `/v1/tasks${query({ ...filter, format: form })}`, { signal })).blob();
  }

  /** @param {string} id @param {import("./types.js").TaskChange} change @returns {Promise<Task>} */
  changeTask(id, change) {
    return this.json("PATCH", `/v1/tasks/${encodeURIComponent(id)}`, change);
  }

  /** @param {string} id @returns {Promise<Task>} */
  undoTask(id) {
    return this.json("POST", `/v1/tasks/${encodeURIComponent(id)}/undo`);
  }

  /** A doubtful task is one after all. @param {string} id @param {string} maybe @returns {Promise<Capture>} */
  acceptTask(id, maybe) {
    return this.json("POST", `/v1/captures/${encodeURIComponent(id)}/tasks`, { maybe });
  }

  /** @param {AbortSignal} [signal] @returns {Promise<{data: {id: string}[]}>} */
  models(signal) {
    return this.json("GET", "/v1/models", undefined, signal);
  }

  /** @param {AbortSignal} [signal] @returns {Promise<import("./types.js").Status>} */
  status(signal) {
    return this.json("GET", "/v1/status", undefined, signal);
  }

  /**
   * The answer to the last message, piece by piece.
   * @param {Message[]} messages
   * @param {AbortSignal} signal
   */
  async *ask(messages, signal) {
    const body = JSON.stringify({ model: "auto", messages, stream: true });
    const headers = { "Content-Type": "application/json", Accept: "text/event-stream" };
    const response = await this.call("POST", "/v1/chat/completions", { body, headers, signal });
    if (!response.body) return;
    for await (const { data } of parseEvents(response.body)) {
      if (data === "[DONE]") return;
      yield pieceOf(data);
    }
    throw new ApiError("unreachable", "the answer was cut off");
  }
}

/**
 * The text that a chunk of an answer brings.
 * @param {string} data
 * @returns {string}
 */
function pieceOf(data) {
  const chunk = JSON.parse(data);
  const { error } = chunk;
  if (typeof error === "string")
    throw new ApiError(error, String(chunk.message ?? ""), { requestId: chunk.request_id });
  if (error) throw new ApiError(String(error.code ?? "internal"), String(error.message ?? ""));
  return chunk.choices?.[0]?.delta?.content ?? "";
}

/**
 * `?a=b` of those that are set, nothing where none is.
 * @param {Record<string, string | undefined>} parameters
 */
function query(parameters) {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}

/**
 * The day on this clock, as `2026-03-20`.
 * @param {Date} now
 */
export function localDate(now) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
