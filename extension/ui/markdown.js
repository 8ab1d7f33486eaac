// The small part of Markdown that answers are written in, as a tree of plain values. Knows no HTML: `<b>` is four letters.

/** @typedef {{kind: "text" | "bold" | "code", text: string}} Span */
/** @typedef {{kind: "paragraph" | "heading", spans: Span[]}} Prose */
/** @typedef {{kind: "list", ordered: boolean, items: Span[][]}} List */
/** @typedef {{kind: "code", text: string}} Code */
/** @typedef {Prose | List | Code} Block */

const FENCE = /^\s*```/;
const HEADING = /^#{1,6}\s+(.*)$/;
const BULLET = /^\s*[-*+]\s+(.*)$/;
const NUMBER = /^\s*\d{1,3}[.)]\s+(.*)$/;
const SPAN = /\*\*([^*]+)\*\*|`([^`]+)`/g;

/**
 * The blocks of a text, which may still be growing: an open fence runs to the end.
 * @param {string} text
 * @returns {Block[]}
 */
export function parseMarkdown(text) {
  const lines = text.split("\n");
  /** @type {Block[]} */
  const blocks = [];
  for (let at = 0; at < lines.length;) {
    const [block, next] = blockAt(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

/**
 * The block that begins there, if one does, and where the next may.
 * @param {string[]} lines
 * @param {number} at
 * @returns {[Block | null, number]}
 */
function blockAt(lines, at) {
  const line = lines[at] ?? "";
  if (line.trim() === "") return [null, at + 1];
  if (FENCE.test(line)) {
    const end = firstAfter(lines, at + 1, (each) => FENCE.test(each));
    return [{ kind: "code", text: lines.slice(at + 1, end).join("\n") }, end + 1];
  }
  const heading = HEADING.exec(line);
  if (heading) return [{ kind: "heading", spans: spansOf(heading[1] ?? "") }, at + 1];
  for (const [pattern, ordered] of /** @type {[RegExp, boolean][]} */ ([
    [BULLET, false],
    [NUMBER, true],
  ])) {
    if (!pattern.test(line)) continue;
    const end = firstAfter(lines, at, (each) => !pattern.test(each));
    const items = lines.slice(at, end).map((each) => spansOf(pattern.exec(each)?.[1] ?? ""));
    return [{ kind: "list", ordered, items }, end];
  }
  const end = firstAfter(lines, at + 1, (each) => each.trim() === "" || isStart(each));
  return [{ kind: "paragraph", spans: spansOf(lines.slice(at, end).join("\n")) }, end];
}

/** @param {string} line */
function isStart(line) {
  return [FENCE, HEADING, BULLET, NUMBER].some((pattern) => pattern.test(line));
}

/**
 * @param {string[]} lines
 * @param {number} from
 * @param {(line: string) => boolean} matches
 */
function firstAfter(lines, from, matches) {
  const found = lines.findIndex((line, index) => index >= from && matches(line));
  return found < 0 ? lines.length : found;
}

/**
 * Bold and code in a line.
 * @param {string} text
 * @returns {Span[]}
 */
export function spansOf(text) {
  /** @type {Span[]} */
  const spans = [];
  let end = 0;
  for (const match of text.matchAll(SPAN)) {
    if (match.index > end) spans.push({ kind: "text", text: text.slice(end, match.index) });
    spans.push(match[1] === undefined ? { kind: "code", text: match[2] ?? "" } : { kind: "bold", text: match[1] });
    end = match.index + match[0].length;
  }
  if (end < text.length) spans.push({ kind: "text", text: text.slice(end) });
  return spans;
}
