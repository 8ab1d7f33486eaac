// The blocks of an answer as elements. Whatever the answer says, it becomes text.

import { h } from "../dom.js";
import { parseMarkdown } from "../markdown.js";

/** @param {import("../markdown.js").Span} span */
function spanNode(span) {
  if (span.kind === "bold") return h("strong", {}, span.text);
  return span.kind === "code" ? h("code", {}, span.text) : document.createTextNode(span.text);
}

/** @param {import("../markdown.js").Block} block */
function blockNode(block) {
  switch (block.kind) {
    case "code":
      return h("pre", { tabindex: "0" }, h("code", {}, block.text));
    case "list":
      return h(block.ordered ? "ol" : "ul", {}, ...block.items.map((item) => h("li", {}, ...item.map(spanNode))));
    case "heading":
      return h("p", { class: "answer-heading" }, ...block.spans.map(spanNode));
    default:
      return h("p", {}, ...block.spans.map(spanNode));
  }
}

/**
 * Elements for a text that may still be growing.
 * @param {string} text
 */
export function markdownNodes(text) {
  return parseMarkdown(text).map(blockNode);
}
