import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore, watch } from "../../../extension/ui/store.js";
import { createRecordUploads, isRefusal, itemOf, shownRecords } from "../../../extension/view-uploads.js";
import { failure, fakePause, task } from "../../ui/unit/fakes.js";

const PICTURE = { blob: new Blob(["x"], { type: "image/png" }), width: 20, height: 10 };

const record = (key, more = {}) => ({
  ...{ key, at: 0, today: "2026-03-20", source: "tab", name: "", state: "queued", id: null },
  ...{ waitsFor: null, trouble: null, tasks: null, isSeen: false, ...more },
});
const done = (key, more = {}) => record(key, { state: "done", id: `id-${key}`, tasks: 1, ...more });
const keysOf = (uploads) => uploads.items.get().map((item) => item.get().key);
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A promise, and the way to keep it. */
function open() {
  let resolve;
  const promise = new Promise((keep) => (resolve = keep));
  return { promise, resolve };
}

/** A background whose records a test writes, and a view on it. */
function stage({ records = [], answers = {}, captures = {}, kept = {}, hasNewest = false, prepare } = {}) {
  const all = createStore(records);
  const sent = [];
  const refused = [];
  const abouts = {};
  const sight = { isVisible: true };
  const controller = new AbortController();
  const send = async (message) => {
    sent.push(message);
    return (await answers[message.type]?.(message, all)) ?? {};
  };
  const uploads = createRecordUploads({
    client: {
      async capture(id) {
        const found = captures[id] ?? { id, state: "done", tasks: [task("t")], maybe: [] };
        if (found instanceof Error) throw found;
        return found;
      },
      async *events(id) {
        yield { id: "1", event: "done", data: JSON.stringify({ id, state: "done", tasks: [task("late")], maybe: [] }) };
      },
    },
    records: { all: async () => all.get() },
    onRecords: (listener, signal) => all.subscribe(listener, signal),
    pictures: {
      get: async (key) => kept[key] ?? null,
      async set(key, blob, about) {
        kept[key] = blob;
        abouts[key] = about;
      },
      delete: async (key) => void delete kept[key],
    },
    send,
    prepare:
      prepare ??
      (async (file) => {
        if (file.size === 0) throw failure("empty_image");
        return { ...PICTURE, blob: file };
      }),
    pause: fakePause().pause,
    newKey: () => `new${(stage.keys = (stage.keys ?? 0) + 1)}`,
    isVisible: () => sight.isVisible,
    onRefused: (each) => refused.push(each),
    hasNewest,
    signal: controller.signal,
  });
  return { uploads, all, send, sent, refused, kept, abouts, sight, leave: () => controller.abort() };
}

test("a record tells how far its picture has come", () => {
  const stages = {
    sending: record("a"),
    patient: record("a", { waitsFor: "unreachable" }),
    sent: record("a", { state: "sent", id: "c1" }),
    refused: record("a", { state: "failed", trouble: { code: "image_invalid", message: "no" } }),
  };

  for (const [stage, each] of Object.entries(stages)) assert.equal(itemOf(each).stage, stage);
  assert.deepEqual(itemOf(stages.refused).trouble, { code: "image_invalid", message: "no" });
});

test("what the daemon could not read is told by its capture, not by the record", () => {
  const failed = record("a", { state: "failed", id: "c1", trouble: { code: "request_timeout", message: "" } });

  assert.deepEqual([itemOf(failed).stage, itemOf(failed).trouble], ["sent", null]);
});

test("a view shows what is on its way, what nobody has seen, and what it showed before", () => {
  const records = [done("old", { isSeen: true }), done("known", { isSeen: true }), done("unseen"), record("open")];
  const shown = (how) =>
    shownRecords(records, { known: new Set(["known"]), hasNewest: false, ...how }).map((r) => r.key);

  assert.deepEqual(shown({}), ["known", "unseen", "open"]);
});

test("where the newest is wanted it is shown although it was seen", () => {
  const records = [done("old", { isSeen: true }), done("newest", { isSeen: true })];

  assert.deepEqual(shownRecords(records, { known: new Set(), hasNewest: true }), [records[1]]);
  assert.deepEqual(shownRecords(records, { known: new Set(), hasNewest: false }), []);
});

test("only a capture that never came about is a refusal", () => {
  const forbidden = { state: "failed", trouble: { code: "page_forbidden", message: "", kind: "browser" } };

  assert.equal(isRefusal(record("a", forbidden)), true);
  assert.equal(isRefusal(record("a", { ...forbidden, id: "c1" })), false);
  assert.equal(isRefusal(record("a", { state: "failed", trouble: { code: "image_invalid", message: "" } })), false);
  assert.equal(isRefusal(done("a")), false);
});

test("a record that is read shows its tasks and is seen", async () => {
  const { uploads, sent } = stage({ records: [done("a")] });

  await uploads.look();
  await settled();

  const [item] = uploads.items.get();
  assert.deepEqual(item.get().capture.tasks, [task("t")]);
  assert.deepEqual(sent, [{ type: "see", key: "a" }]);
});

test("a record that is being read is followed to its end", async () => {
  const captures = { c1: { id: "c1", state: "running", tasks: [], maybe: [] } };
  const { uploads } = stage({ records: [record("a", { state: "sent", id: "c1" })], captures });

  await uploads.look();
  await settled();

  assert.deepEqual(uploads.items.get()[0].get().capture.tasks, [task("late")]);
});

test("a picture that waits is shown from where it is kept, and goes on when its record does", async () => {
  const { uploads, all } = stage({ records: [record("a", { waitsFor: "queue_full" })], kept: { a: PICTURE.blob } });
  await uploads.look();
  await settled();
  const [item] = uploads.items.get();
  const before = item.get();

  all.set([record("a", { state: "sent", id: "c1" })]);
  await settled();

  assert.deepEqual([before.stage, before.waitsFor, before.picture], ["patient", "queue_full", PICTURE]);
  assert.deepEqual([item.get().stage, item.get().picture], ["sent", PICTURE]);
  assert.equal(item.get().capture.id, "c1");
});

test("a file is kept before the background hears of it", async () => {
  const { uploads, sent, kept } = stage({ answers: { accept: ({ key }) => ({ key, wasKept: key in kept }) } });

  const [item] = uploads.add([new File(["png"], "a.png")], "clipboard");
  await settled();

  const { key } = item.get();
  assert.deepEqual(sent, [{ type: "resume" }, { type: "accept", key, source: "clipboard", name: "a.png" }]);
  assert.equal(kept[key].size, 3);
  assert.equal(item.get().stage, "sending");
});

test("a file is kept as it is, with what it is, before it is looked at, and then as it is sent", async () => {
  const prepared = new Blob(["as PNG"], { type: "image/png" });
  const looking = open();
  const { uploads, sent, kept, abouts } = stage({ prepare: () => looking.promise });
  const file = new File(["gif"], "a.gif");

  const [item] = uploads.add([file], "file");
  await settled();
  const { key } = item.get();
  const before = [kept[key], abouts[key], [...sent]];
  looking.resolve({ ...PICTURE, blob: prepared });
  await settled();

  assert.deepEqual(before, [file, { source: "file", name: "a.gif" }, [{ type: "resume" }]]);
  assert.equal(kept[key], prepared);
});

test("what is dropped while it is looked at is forgotten and not sent", async () => {
  const looking = open();
  const { uploads, sent } = stage({ prepare: () => looking.promise });
  const [item] = uploads.add([new File(["png"], "a.png")], "file");
  await settled();

  const { key } = item.get();
  uploads.drop(key);
  looking.resolve(PICTURE);
  await settled();

  assert.deepEqual([sent.slice(1), uploads.items.get()], [[{ type: "forget", key }], []]);
});

test("what is dropped while it is handed over is forgotten", async () => {
  const taking = open();
  const { uploads, sent } = stage({ answers: { accept: () => taking.promise } });
  const [item] = uploads.add([new File(["png"], "a.png")], "file");
  await settled();
  const { key } = item.get();

  uploads.drop(key);
  taking.resolve({ key });
  await settled();

  assert.deepEqual(
    sent.map(({ type }) => type),
    ["resume", "accept", "forget"],
  );
});

test("a file that is no picture is not kept, and no record is asked for", async () => {
  const { uploads, sent, kept } = stage();

  const [item] = uploads.add([new File([], "a.png")], "file");
  await settled();

  assert.deepEqual([item.get().stage, item.get().trouble.code], ["refused", "empty_image"]);
  assert.deepEqual([sent, kept], [[{ type: "resume" }], {}]);
});

test("what is captured has its place at once, and one item even when the record comes before the answer", async () => {
  const capture = async (message, all) => {
    all.set([done("taken")]);
    await settled();
    return { key: "taken" };
  };
  const { uploads, send } = stage({ answers: { capture } });
  const counts = [];
  watch(uploads.items, (items) => counts.push(items.length));

  const trouble = await uploads.capture(send({ type: "capture", windowId: 1 }));
  await settled();

  assert.equal(trouble, null);
  assert.deepEqual([...new Set(counts)], [0, 1]);
  assert.deepEqual(keysOf(uploads), ["taken"]);
});

test("what cannot be captured leaves no item, and says why", async () => {
  const trouble = { code: "page_forbidden", message: "", kind: "store" };
  const { uploads, send } = stage({ answers: { capture: () => ({ trouble }) } });

  assert.deepEqual(await uploads.capture(send({ type: "capture" })), trouble);
  assert.deepEqual(uploads.items.get(), []);
});

test("a click that captured nothing shows what there was before it", async () => {
  const { uploads, send } = stage({ records: [record("a")] });

  assert.equal(await uploads.capture(send({ type: "click" })), null);
  assert.deepEqual(keysOf(uploads), ["a"]);
});

test("a background that ends in between leaves no item that waits for ever", async () => {
  const capture = () => Promise.reject(new Error("the message port closed"));
  const { uploads, send } = stage({ answers: { capture } });

  const trouble = await uploads.capture(send({ type: "capture" }));

  assert.equal(trouble.code, "internal");
  assert.deepEqual(uploads.items.get(), []);
});

test("a capture that failed unseen is told once and forgotten", async () => {
  const refusal = record("a", { state: "failed", trouble: { code: "page_forbidden", message: "", kind: "browser" } });
  const { uploads, refused, sent } = stage({ records: [refusal] });

  await uploads.look();
  await uploads.look();

  assert.deepEqual(refused, [refusal]);
  assert.deepEqual(sent, [{ type: "forget", key: "a" }]);
  assert.deepEqual(uploads.items.get(), []);
});

test("a view that nobody can see neither sees nor tells, until somebody can", async () => {
  const refusal = record("a", { state: "failed", trouble: { code: "page_forbidden", message: "", kind: "browser" } });
  const { uploads, refused, sent, sight } = stage({ records: [refusal, done("b")] });
  sight.isVisible = false;

  await uploads.look();
  const hidden = [[...refused], [...sent], keysOf(uploads)];
  sight.isVisible = true;
  await uploads.look();

  assert.deepEqual(hidden, [[], [], ["b"]]);
  assert.deepEqual(refused, [refusal]);
  assert.deepEqual(sent, [
    { type: "forget", key: "a" },
    { type: "see", key: "b" },
  ]);
});

test("a list that could not be had says so until it can be had", async () => {
  const captures = { "id-a": failure("storage_busy") };
  const { uploads, all } = stage({ records: [done("a")], captures });
  await uploads.look();
  await settled();
  const [item] = uploads.items.get();
  const first = item.get().trouble?.code;

  all.set([done("a", { isSeen: true })]);
  await settled();
  const second = item.get().trouble?.code;
  delete captures["id-a"];
  await uploads.look();
  await settled();

  assert.deepEqual([first, second], ["storage_busy", "storage_busy"]);
  assert.deepEqual([item.get().trouble, item.get().capture.tasks], [null, [task("t")]]);
});

test("a capture that is not in the daemon any more is forgotten", async () => {
  const { uploads, sent } = stage({
    records: [done("a", { isSeen: true })],
    captures: { "id-a": failure("not_found") },
    hasNewest: true,
  });

  await uploads.look();
  await settled();

  assert.deepEqual([uploads.items.get(), sent], [[], [{ type: "forget", key: "a" }]]);
});

test("what is dropped stays away although its record is still there", async () => {
  const { uploads, sent } = stage({ records: [record("a")] });
  await uploads.look();

  uploads.drop("a");
  await uploads.look();

  assert.deepEqual([uploads.items.get(), sent], [[], [{ type: "forget", key: "a" }]]);
});

test("a second try is the same item under the key of its new record", async () => {
  const failed = record("a", { state: "failed", trouble: { code: "image_invalid", message: "" } });
  const retry = (_, all) => {
    all.set([record("b")]);
    return { key: "b" };
  };
  const { uploads } = stage({ records: [failed], answers: { retry }, kept: { a: PICTURE.blob } });
  await uploads.look();
  await settled();
  const [item] = uploads.items.get();

  await uploads.retry(item);

  assert.deepEqual(uploads.items.get(), [item]);
  const { key, stage: now, trouble, picture } = item.get();
  assert.deepEqual([key, now, trouble, picture], ["b", "sending", null, PICTURE]);
});

test("a second try that cannot begin says why", async () => {
  const failed = record("a", { state: "failed", trouble: { code: "image_invalid", message: "" } });
  const trouble = { code: "picture_lost", message: "" };
  const { uploads } = stage({ records: [failed], answers: { retry: () => ({ trouble }) } });
  await uploads.look();
  const [item] = uploads.items.get();

  await uploads.retry(item);

  assert.deepEqual([item.get().stage, item.get().trouble], ["refused", trouble]);
});

test("a record that somebody else forgot leaves the view", async () => {
  const { uploads, all } = stage({ records: [record("a"), record("b")] });
  await uploads.look();

  all.set([record("b")]);
  await settled();

  assert.deepEqual(keysOf(uploads), ["b"]);
});

test("a view that was left looks no more", async () => {
  const { uploads, all, leave } = stage();
  leave();

  all.set([record("a")]);
  await settled();

  assert.deepEqual(uploads.items.get(), []);
});
