// Stand-ins for the unit tests: streams of bytes, a daemon that answers from a script, a pause that takes no time.

import { ApiError } from "../../../extension/ui/errors.js";

/**
 * A stream that hands out these texts, one chunk each, then ends or breaks.
 * @param {string[] | Uint8Array[]} chunks
 * @param {{breaks?: boolean}} [options]
 */
export function streamOf(chunks, { breaks = false } = {}) {
  const encoder = new TextEncoder();
  const rest = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = rest.shift();
      if (chunk !== undefined) controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      else if (breaks) controller.error(new TypeError("network error"));
      else controller.close();
    },
  });
}

/** Everything that an async iterable gives. */
export async function all(iterable) {
  const values = [];
  for await (const value of iterable) values.push(value);
  return values;
}

/** A pause that is over at once and remembers how long it was to be. */
export function fakePause() {
  const seconds = [];
  const pause = async (wanted) => void seconds.push(wanted);
  return { pause, seconds };
}

/** A fetch that gives these answers one after the other and remembers what it was asked. */
export function fakeFetch(...answers) {
  const calls = [];
  const fetch = async (url, init) => {
    calls.push({ url, ...init });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(url, init) : answer;
  };
  return { fetch, calls };
}

/** An answer with JSON. */
export function json(value, status = 200, headers = {}) {
  return new Response(JSON.stringify(value), { status, headers });
}

/** A failure as the client raises it. */
export function failure(code, retryAfterS = 0) {
  return new ApiError(code, "no", { retryAfterS });
}

/** A task with all fields. */
export function task(id, more = {}) {
  return {
    id,
    owners: ["Ana"],
    text: `do ${id}`,
    due: null,
    priority: "medium",
    done: false,
    box: null,
    evidence: [],
    ...more,
  };
}
