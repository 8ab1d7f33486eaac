// Server-sent events over fetch, which EventSource cannot do with a token. Knows the stream's grammar, not its events.

import { ApiError, isAbort } from "./errors.js";
import { isPassing } from "./waiting.js";

/** @typedef {import("./types.js").ServerEvent} ServerEvent */

const FIRST_PAUSE_S = 0.5;
const LONGEST_PAUSE_S = 8;

/**
 * The lines of a stream of bytes, however it was cut; a line without its end is left out.
 * @param {ReadableStream<Uint8Array>} stream
 */
async function* linesOf(stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A CR at the end may be half of a CRLF.
      const parts = rest.split(/\r\n|\n|\r(?!$)/);
      rest = parts.pop() ?? "";
      yield* parts;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/**
 * The events of a stream, as they come; comments and unknown fields are passed over.
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {AsyncGenerator<ServerEvent>}
 */
export async function* parseEvents(stream) {
  /** @type {ServerEvent & {lines: string[]}} */
  let event = { id: null, event: "message", data: "", lines: [] };
  for await (const line of linesOf(stream)) {
    if (line === "") {
      if (event.lines.length) yield { id: event.id, event: event.event, data: event.lines.join("\n") };
      event = { id: event.id, event: "message", data: "", lines: [] };
      continue;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") event.lines.push(value);
    else if (field === "event") event.event = value;
    else if (field === "id") event.id = value;
  }
}

/**
 * All events up to the last one, over as many connections as it takes.
 * @param {(lastEventId: string | null) => Promise<Response>} open
 * @param {{isLast: (event: ServerEvent) => boolean, pause: import("./waiting.js").Pause, onCut?: (isCut: boolean) => void,
 *   signal?: AbortSignal}} options
 * @returns {AsyncGenerator<ServerEvent>}
 */
export async function* follow(open, { isLast, pause, onCut = () => {}, signal }) {
  /** @type {string | null} */
  let lastEventId = null;
  let cuts = 0;
  for (;;) {
    try {
      const response = await open(lastEventId);
      if (!response.body) throw new ApiError("unreachable", "the answer has no body");
      if (cuts > 0) onCut(false);
      for await (const event of parseEvents(response.body)) {
        cuts = 0;
        lastEventId = event.id ?? lastEventId;
        yield event;
        if (isLast(event)) return;
      }
    } catch (error) {
      if (isAbort(error) || signal?.aborted || (error instanceof ApiError && !isPassing(error))) throw error;
    }
    onCut(true);
    await pause(Math.min(FIRST_PAUSE_S * 2 ** cuts, LONGEST_PAUSE_S), signal);
    cuts += 1;
  }
}
