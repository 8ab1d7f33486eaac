// Waiting for what passes by itself: a full queue, too many requests, a daemon that is starting. Knows no timer of its own.

import { ApiError } from "./errors.js";

/** @typedef {(seconds: number, signal?: AbortSignal) => Promise<void>} Pause */

const PASSING = new Set(["queue_full", "rate_limited", "stopping", "engine_restarting", "unreachable"]);
const DEFAULT_WAIT_S = 2;
const MAX_WAIT_S = 60;

/**
 * Whether the same call may well succeed a little later.
 * @param {unknown} error
 * @returns {error is ApiError}
 */
export function isPassing(error) {
  return error instanceof ApiError && PASSING.has(error.code);
}

/**
 * Sleep; rejects with AbortError when the signal aborts.
 * @type {Pause}
 */
export function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DOMException("left", "AbortError"));
    const onAbort = () => {
      clearTimeout(timer);
      reject(new DOMException("left", "AbortError"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

/**
 * Do it, again and again while what hinders it passes by itself.
 * @template T
 * @param {() => Promise<T>} action
 * @param {{pause: Pause, onWait: (error: ApiError) => void, signal?: AbortSignal}} options
 * @returns {Promise<T>}
 */
export async function patiently(action, { pause, onWait, signal }) {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!isPassing(error)) throw error;
      onWait(error);
      await pause(Math.min(error.retryAfterS || DEFAULT_WAIT_S, MAX_WAIT_S), signal);
    }
  }
}
