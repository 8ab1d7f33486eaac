import assert from "node:assert/strict";
import { test } from "node:test";
import { watchSteady } from "../../../extension/views/steady.js";

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A page, and the ends of the whiles that were waited for. */
function stage({ isFocused = true, isVisible = true } = {}) {
  const view = Object.assign(new EventTarget(), {
    document: Object.assign(new EventTarget(), {
      visibilityState: isVisible ? "visible" : "hidden",
      hasFocus: () => isFocused,
    }),
  });
  const ends = [];
  const told = [];
  const aWhile = () => new Promise((resolve) => ends.push(resolve));
  watchSteady(view, aWhile, (isSteady) => told.push(isSteady));
  /** @param {number} place */
  const pass = async (place) => {
    ends[place]();
    await settled();
  };
  return { view, ends, told, pass };
}

test("a page is steady once it has been in front for a while", async () => {
  const { told, pass } = stage();
  assert.deepEqual(told, [false]);

  await pass(0);

  assert.deepEqual(told, [false, true]);
});

test("who turns away begins anew", async () => {
  const { view, told, pass, ends } = stage();

  view.dispatchEvent(new Event("blur"));
  await pass(0);
  assert.deepEqual([told, ends.length], [[false, false], 1]);
  view.dispatchEvent(new Event("focus"));
  assert.deepEqual(told, [false, false, false]);
  await pass(1);

  assert.deepEqual(told, [false, false, false, true]);
});

test("a steady page that is covered is not steady any more", async () => {
  const { view, told, pass } = stage();
  await pass(0);

  view.document.visibilityState = "hidden";
  view.document.dispatchEvent(new Event("visibilitychange"));

  assert.deepEqual(told, [false, true, false]);
});

for (const how of [{ isFocused: false }, { isVisible: false }])
  test(`a page is not steady while ${JSON.stringify(how)}`, () => {
    const { told, ends } = stage(how);

    assert.deepEqual([told, ends], [[false], []]);
  });
