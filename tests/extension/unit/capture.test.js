import assert from "node:assert/strict";
import { test } from "node:test";

const PAGE = "https://board.test/minutes";
const TAB = { id: 7, windowId: 1, active: true, title: "Minutes", url: PAGE };
const URL_OF_PICTURE = "data:image/png;base64,AAAA";

/** The browser; `tab` is as it is by now, `take` what the window's picture comes from. */
const browser = { tab: TAB, take: async () => URL_OF_PICTURE, results: [], injected: [] };
globalThis.chrome = {
  tabs: {
    query: async () => [TAB],
    get: async () => browser.tab,
    captureVisibleTab: (...args) => browser.take(...args),
  },
  scripting: {
    async executeScript({ func, files }) {
      browser.injected.push(func?.name ?? files[0]);
      const result = browser.results.shift();
      if (result instanceof Error) throw result;
      return [{ result }];
    },
  },
  storage: { local: {}, session: { set: async () => void encoded.push("alive") } },
};

/** What was encoded, and the calls that keep a worker alive. */
const encoded = [];
/** How large a picture is as each kind. */
let sizes = {};
globalThis.createImageBitmap = async () => ({ width: 1000, height: 600, close() {} });
globalThis.OffscreenCanvas = class {
  getContext = () => ({ drawImage() {} });
  async convertToBlob({ type }) {
    encoded.push(type);
    return new Blob([new Uint8Array(sizes[type] ?? 9)], { type });
  }
};

// Only now, since it looks for the browser as it is loaded.
const { capturePart, capturePicture, captureTab, endSelection } = await import("../../../extension/capture.js");

function begin(changes = {}) {
  encoded.length = 0;
  Object.assign(browser, { tab: TAB, take: async () => URL_OF_PICTURE, results: [], injected: [], ...changes });
}

const PART = { rect: { x: 0, y: 0, width: 9, height: 9 }, innerWidth: 1000, devicePixelRatio: 1 };

test("what is in front is taken when it is what was asked for", async () => {
  begin({ tab: { ...TAB, url: `${PAGE}#agenda` } });

  const { blob, name } = await captureTab(1);

  assert.deepEqual([blob.size, blob.type, name], [3, "image/png", "Minutes"]);
});

for (const [what, present] of Object.entries({
  "another tab is in front": { active: false },
  "the tab is in another window": { windowId: 2 },
  "the tab shows another page": { url: "https://bank.test/" },
  "the tab shows a page that is not told": { url: undefined },
}))
  for (const isBefore of [true, false])
    test(`nothing is taken when ${what} ${isBefore ? "before" : "by the time of"} the picture`, async () => {
      let taken = 0;
      const take = async () => {
        taken += 1;
        browser.tab = { ...TAB, ...present };
        return URL_OF_PICTURE;
      };
      begin({ take, ...(isBefore ? { tab: { ...TAB, ...present } } : {}) });

      await assert.rejects(capturePart(TAB, PART), (error) => error.trouble.code === "capture_failed");

      assert.equal(taken, isBefore ? 0 : 1);
    });

test("a tab that comes to the front while the browser makes us wait is not taken for ours", async () => {
  let tries = 0;
  const take = async () => {
    tries += 1;
    browser.tab = { ...TAB, active: false };
    throw new Error("This request exceeds the MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND quota.");
  };
  begin({ take });

  await assert.rejects(capturePart(TAB, PART), (error) => error.trouble.code === "capture_failed");

  assert.equal(tries, 1);
});

test("a failure that passes is not called a page that nobody may capture", async () => {
  begin({ take: () => Promise.reject(new Error("Failed to capture tab: image readback failed")) });

  await assert.rejects(captureTab(1), (error) => error.trouble.code === "capture_failed");
});

test("a picture that the page gives away is taken as it is, and nothing shown", async () => {
  begin({ results: ["data:image/webp;base64,AAAAAAAA"] });

  const blob = await capturePicture(TAB, "https://pictures.test/board.png");

  assert.deepEqual([blob.type, blob.size, browser.injected], ["image/webp", 6, ["readLargePicture"]]);
});

test("what was shown is taken away again, and why there is no picture is told although that fails", async () => {
  begin({
    results: [null, PART, new Error("No tab with id: 7.")],
    take: () => Promise.reject(new Error("readback failed")),
  });

  await assert.rejects(capturePicture(TAB, "https://pictures.test/board.png"), { message: "readback failed" });

  assert.deepEqual(browser.injected, ["readLargePicture", "showPicture", "removePicture"]);
});

test("a picture that was taken is kept, also where what was shown cannot be taken away again", async () => {
  begin({ results: [null, PART, new Error("No tab with id: 7.")] });

  assert.equal((await capturePicture(TAB, "https://pictures.test/board.png")).type, "image/png");
});

test("a picture that is too large is made smaller, never by way of what it is already, and the worker kept alive", async () => {
  const many = 16 * 1024 * 1024 + 1;
  begin({ results: [`data:image/png;base64,${"AAAA".repeat(Math.ceil(many / 3))}`] });
  sizes = { "image/webp": many };

  const blob = await capturePicture(TAB, "https://pictures.test/board.png");
  sizes = {};

  assert.equal(blob.type, "image/jpeg");
  assert.deepEqual(encoded, ["alive", "image/webp", "alive", "image/jpeg"]);
});

test("what is only half shown is taken away too", async () => {
  begin({ results: [null, new Error("Promise was collected")] });

  await assert.rejects(capturePicture(TAB, "https://pictures.test/board.png"), { message: "Promise was collected" });

  assert.equal(browser.injected.at(-1), "removePicture");
});

test("a selection that there is can be ended, none is none, also where nobody may look", async () => {
  begin({ results: [true, undefined, new Error("Cannot access contents of the page")] });

  const ended = [await endSelection(TAB), await endSelection(TAB), await endSelection({ ...TAB, url: undefined })];

  assert.deepEqual(ended, [true, false, false]);
});
