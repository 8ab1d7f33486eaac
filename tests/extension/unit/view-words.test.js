import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createTranslate, languageOf } from "../../../extension/strings.js";
import { en } from "../../../extension/strings/en.js";
import { zh } from "../../../extension/strings/zh.js";
import { STRINGS } from "../../../extension/ui/strings.js";
import { DaemonNotProved } from "../../../extension/ui/pairing.js";
import { connectProblem } from "../../../extension/views/connect-problem.js";
import { screenOf } from "../../../extension/views/gate.js";
import { standingWords } from "../../../extension/views/options.js";
import { captureTrouble } from "../../../extension/views/tools.js";
import { failure } from "../../ui/unit/fakes.js";

const t = createTranslate("en");
const STANDINGS = [
  { state: "ready", port: 21861 },
  { state: "forbidden" },
  { state: "unpaired", isRunning: true },
  { state: "unpaired", isRunning: false },
  { state: "absent" },
  { state: "stranger", port: 21861 },
  { state: "revoked", port: 21861 },
  { state: "broken" },
];
const holes = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const flat = (table) => Object.entries({ ...table, ...table.errors }).filter(([, text]) => typeof text === "string");

test("both languages say the same, with the same values", () => {
  assert.deepEqual(
    flat(en)
      .map(([key]) => key)
      .sort(),
    flat(zh)
      .map(([key]) => key)
      .sort(),
  );
  for (const [key, text] of flat(zh)) {
    const many = String(en[key] ?? en.errors[key])
      .split("|")
      .at(-1);
    assert.deepEqual([...new Set(holes(text))], [...new Set(holes(many))], key);
  }
});

test("the extension's own sentence wins, and the page's is there where it has none", () => {
  assert.equal(t("drop_title"), en.drop_title);
  assert.notEqual(t("drop_title"), STRINGS.en.drop_title);
  assert.equal(t("copy"), STRINGS.en.copy);
  assert.equal(t.error("bad_token"), en.errors.bad_token);
  assert.equal(t.error("queue_full"), STRINGS.en.errors.queue_full);
  assert.equal(t.error("toString"), undefined);
});

test("an unknown language is English", () => {
  assert.deepEqual(["zh", "en", "", "de"].map(languageOf), ["zh", "en", "en", "en"]);
});

test("each standing but the good one has a screen of its own", () => {
  const screens = STANDINGS.filter(({ state }) => state !== "ready").map((standing) => screenOf(standing));

  assert.equal(new Set(screens).size, STANDINGS.length - 1);
});

test("the docs say of each screen what it means, and of no other", () => {
  const docs = readFileSync(new URL("../../../docs/extension.md", import.meta.url), "utf-8");
  const rows = docs
    .split("## States")[1]
    .split("\n## ")[0]
    .matchAll(/^\| (.+?) \|/gm);
  const told = Array.from(rows, ([, says]) => says).slice(1, -1); // neither the head nor what no screen says
  const titles = Object.entries(en).filter(([key]) => /^gate_\w+_title$/.test(key));

  assert.deepEqual(told.sort(), titles.map(([, title]) => title.replace("’", "'")).sort());
});

test("the settings say of each standing how it is", () => {
  const words = STANDINGS.map((standing) => standingWords(t, standing));

  assert.equal(new Set(words).size, STANDINGS.length);
  assert.deepEqual(
    words.filter((text) => text.includes("{")),
    [],
  );
  assert.equal(words[0], "Connected to Atshot on port 21861");
});

test("a page that nobody may capture is named, with what to do instead", () => {
  const trouble = { code: "page_forbidden", message: "no", kind: "store" };
  const advice = { advice: /** @type {const} */ ("forbidden_advice") };

  assert.deepEqual(captureTrouble(t, trouble, advice), [en.errors.page_forbidden_store, en.forbidden_advice]);
  assert.deepEqual(captureTrouble(t, { ...trouble, kind: "new" }, advice)[0], en.errors.page_forbidden_other);
  assert.deepEqual(captureTrouble(t, { code: "click_needed", message: "" }, advice), [en.errors.click_needed]);
  assert.deepEqual(captureTrouble(t, { code: "unheard_of", message: "so it is" }, advice), ["so it is"]);
});

test("why a code did not connect is said in plain words", () => {
  assert.match(connectProblem(t, new DaemonNotProved("x"), 21862), /21862 is not Atshot/);
  assert.equal(connectProblem(t, failure("pairing_expired"), 1), STRINGS.en.errors.pairing_expired);
  assert.equal(connectProblem(t, failure("unheard_of"), 1), t.error("internal"));
  assert.equal(connectProblem(t, new DOMException("the disk is full", "QuotaExceededError"), 1), en.connect_broken);
});
