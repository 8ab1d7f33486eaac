import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, createFormat, size } from "../../../extension/ui/format.js";
import { moved } from "../../../extension/ui/keys.js";
import { applied, withTask } from "../../../extension/ui/live.js";
import { routeOf } from "../../../extension/ui/shell.js";
import { createStore, watch } from "../../../extension/ui/store.js";
import { chooseLanguage, createTranslate, STRINGS } from "../../../extension/ui/strings.js";
import { createUndo } from "../../../extension/ui/undo.js";
import { newItem } from "../../../extension/ui/uploads.js";
import { placeOf } from "../../../extension/ui/views/picture.js";
import { changeOf, mistakeIn, ownersOf } from "../../../extension/ui/views/task-edit.js";
import { task } from "./fakes.js";

const NOON = () => new Date(2026, 2, 18, 12, 0);
const zh = createFormat("zh", NOON);
const en = createFormat("en", NOON);

for (const [due, chinese, english, nearness] of [
  ["2026-03-18", "今天", "today", "today"],
  ["2026-03-18T18:00:00", "今天 18:00", "today 18:00", "today"],
  ["2026-03-18T11:59:00", "今天 11:59", "today 11:59", "overdue"],
  ["2026-03-17", "昨天", "yesterday", "overdue"],
  ["2026-03-16", "前天", "Mon 16 Mar", "overdue"],
  ["2026-03-19", "明天", "tomorrow", "soon"],
  ["2026-03-20", "后天", "Fri 20 Mar", "soon"],
  ["2026-03-21", "3月21日 周六", "Sat 21 Mar", "soon"],
  ["2026-03-25", "3月25日 周三", "Wed 25 Mar", "soon"],
  ["2026-03-26", "3月26日 周四", "Thu 26 Mar", "later"],
  ["2027-09-01", "2027年9月1日 周三", "Wed 1 Sep 2027", "later"],
]) {
  test(`${due} is ${chinese} and ${english}`, () => {
    assert.deepEqual([zh.due(due), en.due(due), zh.nearness(due)], [chinese, english, nearness]);
  });
}

test("a day is a day across the change of summer time", () => {
  const format = createFormat("en", () => new Date(2026, 2, 28, 23, 30));

  assert.deepEqual([format.due("2026-03-29"), format.due("2026-03-30")], ["tomorrow", "Mon 30 Mar"]);
});

test("a moment is shown on this clock", () => {
  assert.equal(zh.moment(new Date(2026, 2, 18, 9, 5).toISOString()), "今天 09:05");
});

test("sizes are short and never lie about the unit", () => {
  assert.deepEqual([0, 999, 1000, 999_499, 999_500, 2_100_000, 16_777_216].map(bytes), [
    "0 B",
    "999 B",
    "1 KB",
    "999 KB",
    "1.0 MB",
    "2.1 MB",
    "16.8 MB",
  ]);
  assert.equal(size({ width: 1280, height: 720, bytes: 2_100_000 }), "1280×720, 2.1 MB");
});

test("both languages have the same strings, with the same places for values, and none is empty", () => {
  const shape = (table) =>
    Object.entries(table).flatMap(([key, value]) =>
      typeof value === "string"
        ? [`${key} ${[...new Set(value.match(/\{\w+\}/g))].sort().join()}`]
        : shape(value).map((inner) => `${key}.${inner}`),
    );
  const texts = (table) =>
    Object.values(table).flatMap((value) => (typeof value === "string" ? [value] : texts(value)));

  assert.deepEqual(shape(STRINGS.zh), shape(STRINGS.en));
  assert.ok([...texts(STRINGS.zh), ...texts(STRINGS.en)].every((text) => text.trim()));
});

test("the first language that we speak is taken", () => {
  const chosen = [["zh-TW"], ["fr", "ZH-hans", "en"], ["de-DE", "en-GB", "zh"], ["fr"], []].map(chooseLanguage);

  assert.deepEqual(chosen, ["zh", "zh", "en", "en", "en"]);
});

test("one and many have their own words, and values are put in as they are", () => {
  const t = createTranslate("en");

  assert.deepEqual([t("list_title", { n: 1 }), t("list_title", { n: 2 })], ["1 task", "2 tasks"]);
  assert.equal(t("list_found", { task: "$& {n}" }), "Found: $& {n}");
  assert.equal(t.error("toString"), undefined);
});

test("a store tells its watchers until they have left", () => {
  const store = createStore(1);
  const left = new AbortController();
  const seen = [];
  watch(store, (value) => seen.push(value), left.signal);

  store.set(2);
  left.abort();
  store.set(3);

  assert.deepEqual([seen, store.get()], [[1, 2], 3]);
});

test("changes are taken back last first, and one that fails is told", async () => {
  const failures = [];
  const undo = createUndo((error) => failures.push(error.message));
  const reverted = [];
  undo.push("a", async () => void reverted.push("a"));
  undo.push("b", async () => {
    throw new Error("gone");
  });
  undo.push("c", async () => void reverted.push("c"));

  const isBack = [];
  for (let step = 0; step < 4; step += 1) isBack.push(await undo.undoLast());

  assert.deepEqual([reverted, failures, undo.get()], [["c", "a"], ["gone"], []]);
  assert.deepEqual(isBack, [true, false, true, false]);
});

for (const [name, change, key] of [
  ["nothing", {}, undefined],
  ["a due date alone", { due: null }, undefined],
  ["a text", { text: "a" }, undefined],
  ["no text", { text: "" }, "edit_no_text"],
  ["no owner", { owners: [] }, "edit_no_owner"],
  ["20 owners", { owners: Array(20).fill("a") }, undefined],
  ["21 owners", { owners: Array(21).fill("a") }, "edit_many_owners"],
  ["a name of 80 characters", { owners: ["𠮷".repeat(80)] }, undefined],
  ["a name of 81 characters", { owners: ["a", "𠮷".repeat(81)] }, "edit_long_owner"],
]) {
  test(`a change to ${name} is ${key ?? "taken"}`, () => assert.equal(mistakeIn(change)?.key, key));
}

test("only so many changes are remembered", async () => {
  const undo = createUndo(() => {});
  for (let step = 0; step < 60; step += 1) undo.push(`${step}`, async () => {});

  assert.deepEqual([undo.get().length, undo.get()[0].label], [50, "10"]);
});

test("a task that is told again is not there twice", () => {
  const before = newItem({ capture: { tasks: [task("a"), task("b")], maybe: [] } });

  const { capture } = applied(before, {
    id: null,
    event: "task",
    data: JSON.stringify({ ...task("b"), text: "new", position: 1 }),
  });

  assert.deepEqual(
    capture.tasks.map(({ id, text, position }) => [id, text, position]),
    [
      ["b", "new", undefined],
      ["a", "do a", undefined],
    ],
  );
});

test("an event of a kind that is not known changes nothing", () => {
  const before = newItem({ capture: { tasks: [], maybe: [] } });

  assert.equal(applied(before, { id: null, event: "refined", data: "{}" }), before);
});

test("a changed task keeps its place in the picture", () => {
  const box = { x: 1, y: 2, width: 3, height: 4 };
  const item = newItem({ capture: { tasks: [task("a", { box, evidence: [box] })], maybe: [] } });

  const [changed] = withTask(item, task("a", { done: true })).capture.tasks;

  assert.deepEqual([changed.done, changed.box, changed.evidence], [true, box, [box]]);
  assert.equal(withTask(item, task("b")), item);
});

for (const [key, at, expected] of [
  ["ArrowDown", 0, 1],
  ["ArrowDown", 2, 2],
  ["ArrowUp", 0, 0],
  ["Home", 2, 0],
  ["End", 0, 2],
  ["a", 1, null],
  ["toString", 1, null],
]) {
  test(`${key} at ${at} of 3 goes to ${expected}`, () => assert.equal(moved(key, at, 3), expected));
}

for (const [hash, name, id] of [
  ["", "home", ""],
  ["#/", "home", ""],
  ["#/tasks", "tasks", ""],
  ["#/history", "history", ""],
  ["#/captures/a-b_1", "capture", "a-b_1"],
  ["#/captures/a%2Fb", "home", ""],
  ["#/captures", "home", ""],
  ["#/captures/%", "home", ""],
  ["#/constructor", "home", ""],
]) {
  test(`the address ${hash || "without a fragment"} opens ${name} ${id}`, () =>
    assert.deepEqual(routeOf(hash), { name, id }));
}

test("a box lies where it is in the picture, and never outside", () => {
  const size = { width: 200, height: 100 };

  assert.deepEqual(placeOf({ x: 50, y: 10, width: 100, height: 20 }, size), {
    left: 25,
    top: 10,
    width: 50,
    height: 20,
  });
  assert.deepEqual(placeOf({ x: -50, y: 90, width: 400, height: 20 }, size), {
    left: 0,
    top: 90,
    width: 100,
    height: 10,
  });
});

test("names are told apart by the commas of both scripts, without their @", () => {
  assert.deepEqual(ownersOf(" @张工，李经理、Grace Kim; ＠我,, @张工"), ["张工", "李经理", "Grace Kim", "我"]);
});

const SAME = { owners: "Ana", text: "do a", date: "", time: "", priority: "medium" };

for (const [what, fields, expected] of [
  ["nothing", {}, {}],
  ["the owners", { owners: "Ana, Ben" }, { owners: ["Ana", "Ben"] }],
  ["the text", { text: " do b " }, { text: "do b" }],
  ["the day", { date: "2026-03-20" }, { due: "2026-03-20" }],
  ["day and time", { date: "2026-03-20", time: "18:00" }, { due: "2026-03-20T18:00:00" }],
  ["a time without a day, which is no date,", { time: "18:00" }, { due: null }],
  ["the priority", { priority: "high" }, { priority: "high" }],
  ["a priority that there is not", { priority: "urgent" }, {}],
]) {
  test(`editing ${what} changes that alone`, () =>
    assert.deepEqual(changeOf(task("a"), { ...SAME, ...fields }), expected));
}

test("a date that was there and is emptied is taken away, one left alone stays", () => {
  const due = task("a", { due: "2026-03-20T18:00:00" });

  assert.deepEqual(changeOf(due, { ...SAME, date: "2026-03-20", time: "18:00" }), {});
  assert.deepEqual(changeOf(due, SAME), { due: null });
});
