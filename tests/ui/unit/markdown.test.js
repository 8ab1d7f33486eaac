import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMarkdown, spansOf } from "../../../extension/ui/markdown.js";

const text = (value) => ({ kind: "text", text: value });

for (const [what, source, blocks] of [
  ["nothing", "", []],
  [
    "two paragraphs",
    "a\nb\n\nc",
    [
      { kind: "paragraph", spans: [text("a\nb")] },
      { kind: "paragraph", spans: [text("c")] },
    ],
  ],
  [
    "a list after a paragraph",
    "a\n- b\n* c",
    [
      { kind: "paragraph", spans: [text("a")] },
      { kind: "list", ordered: false, items: [[text("b")], [text("c")]] },
    ],
  ],
  ["a numbered list", "1. a\n2) b", [{ kind: "list", ordered: true, items: [[text("a")], [text("b")]] }]],
  ["a heading", "## a b", [{ kind: "heading", spans: [text("a b")] }]],
  [
    "code",
    "```js\n- a\n\n**b**\n```\nc",
    [
      { kind: "code", text: "- a\n\n**b**" },
      { kind: "paragraph", spans: [text("c")] },
    ],
  ],
  ["code that is still growing", "```\na\n", [{ kind: "code", text: "a\n" }]],
  ["HTML", "<b onclick=x>", [{ kind: "paragraph", spans: [text("<b onclick=x>")] }]],
  ["a link, which leads nowhere", "[a](javascript:x)", [{ kind: "paragraph", spans: [text("[a](javascript:x)")] }]],
]) {
  test(`${what} is read as it is meant`, () => assert.deepEqual(parseMarkdown(source), blocks));
}

test("bold and code are told apart, and half of one is text", () => {
  assert.deepEqual(spansOf("a **b** `c*` **d"), [
    text("a "),
    { kind: "bold", text: "b" },
    text(" "),
    { kind: "code", text: "c*" },
    text(" **d"),
  ]);
});

test("every beginning of an answer can be shown, and a long one takes no time", () => {
  const answer = "# a\n\n1. **b**\n- c\n```\nd\n```\n";
  for (let end = 0; end <= answer.length; end += 1) parseMarkdown(answer.slice(0, end));
  const hostile = "**`".repeat(30_000);

  assert.equal(parseMarkdown(hostile).length, 1);
});
