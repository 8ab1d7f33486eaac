import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { badgeOf } from "../../../extension/lib/badge.js";
import { checkWord } from "../../../extension/lib/check-word.js";
import { cropBox, partOf } from "../../../extension/lib/crop.js";
import { createLedger } from "../../../extension/lib/ledger.js";
import { isPassingRefusal, pageKind } from "../../../extension/lib/page-kind.js";
import { createTurns, singleFlight } from "../../../extension/lib/turns.js";
import { memoryArea } from "./fakes.js";

for (const [code, word] of [
  ["7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "loba-koge"],
  ["00000000000000000000000000", "gise-moze"],
  ["7N42DGM5TFT2P3QK8Z6XJ9RCWH", "kepa-bigo"],
  ["7n42-dgm5 tft2p3qk8z6xj9rcwh", "kepa-bigo"],
])
  test(`the check word of ${code} is the daemon's`, async () => {
    assert.equal(await checkWord(code), word);
  });

const RECT = { x: 30, y: 110, width: 690, height: 180 };
for (const [name, part, picture, box] of [
  ["at a scale of 1", [RECT, 1000, 1], [1000, 673], RECT],
  ["at a scale of 2", [RECT, 1000, 2], [2000, 1346], { x: 60, y: 220, width: 1380, height: 360 }],
  ["zoomed to 67 %", [RECT, 1493, 0.67], [1000, 673], { x: 20, y: 74, width: 462, height: 120 }],
  [
    "where the picture is 2 px narrower than its scale says",
    [RECT, 1000, 1.5],
    [1498, 1010],
    { x: 45, y: 165, width: 1035, height: 270 },
  ],
  [
    "where the browser's scale is not the picture's",
    [RECT, 1000, 1],
    [2000, 1346],
    { x: 60, y: 220, width: 1380, height: 360 },
  ],
  [
    "that hangs over the edge",
    [{ x: 900, y: 600, width: 200, height: 200 }, 1000, 1],
    [1000, 673],
    { x: 900, y: 600, width: 100, height: 73 },
  ],
  [
    "of halves of a pixel",
    [{ x: 0.5, y: 0.4, width: 10.2, height: 10 }, 1000, 1],
    [1000, 673],
    { x: 1, y: 0, width: 10, height: 10 },
  ],
  ["below the picture", [{ x: 0, y: 700, width: 9, height: 9 }, 1000, 1], [1000, 673], null],
])
  test(`a part ${name} is found in the picture`, () => {
    const [rect, innerWidth, devicePixelRatio] = part;
    const [width, height] = picture;
    assert.deepEqual(cropBox({ rect, innerWidth, devicePixelRatio }, { width, height }), box);
  });

const PART = { rect: RECT, innerWidth: 1000, devicePixelRatio: 1 };
test("a part as the page tells it is taken, without what else is there", () => {
  assert.deepEqual(partOf({ type: "region-rect", ...PART, more: 1 }), PART);
  assert.ok(partOf({ ...PART, rect: { ...RECT, width: 970.5 } }));
});

for (const [name, message] of Object.entries({
  nothing: undefined,
  "no rect": { ...PART, rect: null },
  "a text for a number": { ...PART, rect: { ...RECT, x: "30" } },
  "what is no number": { ...PART, rect: { ...RECT, y: NaN } },
  endlessness: { ...PART, rect: { ...RECT, height: Infinity } },
  "a place left of the window": { ...PART, rect: { ...RECT, x: -1 } },
  "no width": { ...PART, rect: { ...RECT, width: 0 } },
  "a place outside of the window": { ...PART, rect: { ...RECT, x: 400 } },
  "no scale": { ...PART, devicePixelRatio: 0 },
  "no window": { ...PART, innerWidth: 0 },
}))
  test(`a page that tells ${name} is not believed`, () => {
    assert.equal(partOf(message), null);
  });

const record = (state, more = {}) => ({ state, tasks: null, isSeen: false, ...more });
for (const [name, records, text, title] of [
  ["nothing at first", [], "", "action_title"],
  ["that it reads", [record("done", { tasks: 3 }), record("queued")], "…", "badge_working"],
  ["that it reads an older one", [record("sent"), record("done", { tasks: 3 })], "…", "badge_working"],
  ["how many tasks are open", [record("failed"), record("done", { tasks: 3 })], "3", "badge_tasks"],
  ["no number beyond 99", [record("done", { tasks: 99 })], "99", "badge_tasks"],
  ["that there are more", [record("done", { tasks: 100 })], "99+", "badge_tasks"],
  ["nothing for no task", [record("done", { tasks: 0 })], "", "action_title"],
  ["that it failed", [record("done", { tasks: 3 }), record("failed")], "!", "badge_failed"],
  ["nothing of a failure that was seen", [record("failed", { isSeen: true })], "", "action_title"],
])
  test(`the button says ${name}`, () => {
    const badge = badgeOf(records);
    assert.deepEqual([badge.text, badge.title], [text, title]);
  });

/** How much lighter white is than a colour, as WCAG counts. */
function contrastWithWhite(colour) {
  const [r, g, b] = colour.match(/[0-9a-f]{2}/g).map((pair) => {
    const part = Number.parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

test("what the button says can be read", () => {
  for (const records of [[record("queued")], [record("failed")], [record("done", { tasks: 1 })]])
    assert.ok(contrastWithWhite(badgeOf(records).colour) >= 4.5, badgeOf(records).colour);
});

for (const [address, words, kind] of [
  ["chrome://settings/", "", "browser"],
  ["edge://extensions", "", "browser"],
  ["about:config", "", "browser"],
  ["devtools://devtools/x", "", "browser"],
  ["about:blank", "", "blank"],
  ["chrome://newtab/", "", "blank"],
  ["chrome://newtab-footer/", "", "browser"],
  ["about:newtab", "", "blank"],
  ["", "", "blank"],
  ["view-source:https://a.test/", "", "source"],
  ["chrome-extension://abc/popup.html", "", "extension"],
  ["moz-extension://abc/panel.html", "", "extension"],
  ["https://chromewebstore.google.com/detail/x", "", "store"],
  ["https://chrome.google.com/webstore/detail/x", "", "store"],
  ["https://addons.mozilla.org/zh-CN/firefox/", "", "store"],
  ["https://microsoftedge.microsoft.com/addons/detail/x", "", "store"],
  ["https://addons.mozilla.org.evil.test/", "", "other"],
  ["https://chrome.google.com/chrome/", "", "other"],
  ["data:text/html,x", "", "other"],
  [undefined, "The extensions gallery cannot be scripted.", "store"],
  [undefined, "Cannot access a chrome:// URL", "browser"],
  [undefined, 'Cannot access contents of url "chrome-extension://abc/". Extension manifest must …', "extension"],
  [undefined, 'Cannot access contents of url "about:blank".', "blank"],
  [undefined, "Frame with ID 0 is showing error page", "other"],
  [undefined, "Missing host permission for the tab", "other"],
])
  test(`a page at ${address ?? "an address that is not told"} ${words && `(${words}) `}is called ${kind}`, () => {
    assert.equal(pageKind(address, words), kind);
  });

const PAGE = "https://board.test/";
for (const [address, words, isPassing] of [
  [PAGE, "Failed to capture tab: image readback failed", true],
  [PAGE, "Failed to capture tab: view is invisible", true],
  [PAGE, "No tab with id: 7.", true],
  [PAGE, "Tabs cannot be edited right now (user may be dragging a tab).", true],
  [PAGE, "the browser did not answer", true],
  [PAGE, "Cannot access contents of the page. Extension manifest must …", false],
  [PAGE, "Frame with ID 0 is showing error page", false],
  [PAGE, "Missing host permission for the tab", false],
  [PAGE, "nothing runs on this page", false],
  ["http://127.0.0.1:21860/", "Either the '<all_urls>' or 'activeTab' permission is required.", false],
  ["https://addons.mozilla.org/", "Failed to capture tab: view is invisible", false],
  ["chrome://version/", "No tab with id: 7.", false],
  [undefined, "No tab with id: 7.", false],
])
  test(`“${words}” at ${address ?? "a hidden address"} ${isPassing ? "may not be so" : "is so"} the next time`, () => {
    assert.equal(isPassingRefusal(address, words), isPassing);
  });

test("changes of a record at once all count", async () => {
  const ledger = createLedger(memoryArea());
  await ledger.add({ key: "a", at: 1, state: "queued" });

  await Promise.all([
    ledger.update("a", { state: "sent" }),
    ledger.update("a", { tasks: 2 }),
    ledger.update("a", { isSeen: true }),
  ]);

  assert.deepEqual(await ledger.get("a"), { key: "a", at: 1, state: "sent", tasks: 2, isSeen: true });
});

test("a change does not bring a removed record back", async () => {
  const ledger = createLedger(memoryArea());
  await ledger.add({ key: "a", at: 1 });

  const [, changed] = await Promise.all([ledger.remove("a"), ledger.update("a", { tasks: 2 })]);

  assert.equal(changed, null);
  assert.equal(await ledger.get("a"), null);
});

test("records are told oldest first, among whatever else is stored", async () => {
  const area = memoryArea();
  await area.set({ "capture:b": { key: "b", at: 2 }, other: { at: 0 }, "capture:a": { key: "a", at: 1 } });

  assert.deepEqual(
    (await createLedger(area).all()).map(({ key }) => key),
    ["a", "b"],
  );
});

test("what is done in turns waits for what came before, also when that fails", async () => {
  const inTurn = createTurns();
  const order = [];
  const step = (name, error) => async () => {
    order.push(`${name} begins`);
    await setImmediate();
    order.push(`${name} ends`);
    if (error) throw error;
    return name;
  };

  const [first, second] = await Promise.allSettled([inTurn(step("one", new Error("no"))), inTurn(step("two"))]);

  assert.deepEqual(order, ["one begins", "one ends", "two begins", "two ends"]);
  assert.deepEqual([first.status, second.value], ["rejected", "two"]);
});

test("a single flight is shared while it lasts, and made again after it", async () => {
  let flights = 0;
  const fly = singleFlight(async (key) => (await setImmediate(), `${key}${(flights += 1)}`));

  assert.deepEqual(await Promise.all([fly("a"), fly("a"), fly("b")]), ["a1", "a1", "b2"]);
  assert.equal(await fly("a"), "a3");
});
