import assert from "node:assert/strict";
import { test } from "node:test";
import { PictureRefused } from "../../../extension/ui/errors.js";
import { createUploads } from "../../../extension/ui/uploads.js";
import { failure, fakePause, task } from "./fakes.js";

const PICTURE = { blob: new Blob(["x"], { type: "image/png" }), width: 20, height: 10 };

/** A daemon that answers sends from a list and tells the same events of every capture. */
function daemon({ sends = [], events = [] } = {}) {
  const sent = [];
  return {
    sent,
    async send(blob, { key, source }) {
      sent.push({ key, source });
      const answer = sends.shift();
      if (answer instanceof Error) throw answer;
      return answer ?? { id: `c${sent.length}`, state: "queued", tasks: [], maybe: [] };
    },
    async *events() {
      for (const [event, data] of events) yield { id: null, event, data: JSON.stringify(data) };
    },
  };
}

function uploadsWith(client, prepare = async () => PICTURE) {
  const { pause, seconds } = fakePause();
  let keys = 0;
  const uploads = createUploads({ client, prepare, pause, newKey: () => `k${(keys += 1)}` });
  return { uploads, seconds };
}

/** The item's value as soon as the condition holds. */
function when(item, condition) {
  return new Promise((resolve) => {
    if (condition(item.get())) return resolve(item.get());
    item.subscribe((value) => condition(value) && resolve(value));
  });
}

const DONE = ["done", { id: "c1", state: "done", tasks: [task("a"), task("b")], maybe: [] }];

test("a picture is checked, sent, followed and done, with tasks on the way", async () => {
  const events = [
    ["queued", { waiting: 3 }],
    ["running", { engine: "ocr" }],
    ["task", { ...task("b"), position: 1 }],
    ["task", { ...task("a"), position: 1 }],
    DONE,
  ];
  const { uploads } = uploadsWith(daemon({ events }));
  const [item] = uploads.add([new File(["x"], "a.png")], "file");
  const seen = [];
  item.subscribe(({ stage, capture }) =>
    seen.push([stage, capture?.state, capture?.waiting, capture?.tasks.map(({ id }) => id).join("")]),
  );

  await when(item, ({ capture }) => capture?.state === "done");

  assert.deepEqual(seen, [
    ["checking", undefined, undefined, undefined],
    ["sending", undefined, undefined, undefined],
    ["sent", "queued", undefined, ""],
    ["sent", "queued", 3, ""],
    ["sent", "running", 0, ""],
    ["sent", "running", 0, "b"],
    ["sent", "running", 0, "ab"],
    ["sent", "done", undefined, "ab"],
  ]);
});

test("a full queue is waited for as long as the daemon asks, under the same key", async () => {
  const client = daemon({
    sends: [failure("queue_full", 7), failure("rate_limited", 900), failure("unreachable")],
    events: [DONE],
  });
  const { uploads, seconds } = uploadsWith(client);
  const [item] = uploads.add([new File(["x"], "a.png")], "clipboard");
  const waits = [];
  item.subscribe(({ stage, waitsFor }) => stage === "patient" && waits.push(waitsFor));

  await when(item, ({ capture }) => capture?.state === "done");

  assert.deepEqual(waits, ["queue_full", "rate_limited", "unreachable"]);
  assert.deepEqual(seconds, [7, 60, 2]);
  assert.deepEqual(client.sent, Array(4).fill({ key: "k1", source: "clipboard" }));
});

test("pictures are sent one after the other, and a refused one does not hold up the next", async () => {
  const client = daemon({ events: [DONE] });
  const prepare = async (file) => {
    if (file.name === "bad") throw new PictureRefused("image_too_small");
    return PICTURE;
  };
  const { uploads } = uploadsWith(client, prepare);
  const [bad, good, other] = uploads.add([new File(["x"], "bad"), new File(["x"], "b"), new File(["x"], "c")], "file");

  await Promise.all([good, other].map((item) => when(item, ({ capture }) => capture?.state === "done")));

  assert.deepEqual([bad.get().stage, bad.get().trouble?.code], ["refused", "image_too_small"]);
  assert.deepEqual(
    client.sent.map(({ key }) => key),
    ["k2", "k3"],
  );
});

test("a picture that was refused by the daemon is sent again under a new key", async () => {
  const client = daemon({ sends: [failure("storage_full")], events: [DONE] });
  const { uploads } = uploadsWith(client);
  const [item] = uploads.add([new File(["x"], "a.png")], "file");
  const refused = await when(item, ({ stage }) => stage === "refused");

  await uploads.retry(item);

  assert.equal(refused.trouble?.code, "storage_full");
  assert.deepEqual([item.get().trouble, item.get().capture?.state], [null, "done"]);
  assert.deepEqual(
    client.sent.map(({ key }) => key),
    ["k1", "k2"],
  );
  assert.deepEqual(uploads.items.get(), [item]);
});

test("an item that was taken off the list is not sent any more", async () => {
  const client = daemon();
  let look = () => {};
  const prepare = () => new Promise((resolve) => (look = () => resolve(PICTURE)));
  const { uploads } = uploadsWith(client, prepare);
  const [item] = uploads.add([new File(["x"], "a.png")], "file");

  uploads.drop(item.get().key);
  look();
  await new Promise(setImmediate);

  assert.deepEqual(client.sent, []);
  assert.deepEqual(uploads.items.get(), []);
});
