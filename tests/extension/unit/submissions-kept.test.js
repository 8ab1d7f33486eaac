import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { ApiError, PictureRefused } from "../../../extension/ui/errors.js";
import { isOver, json, mortal, newest, PNG, refused, TAB, until, world } from "./fakes.js";

test("a forgotten picture does not come back, whenever it is forgotten", async () => {
  for (let after = 0; after < 40; after += 1) {
    const place = world();
    const worker = place.live();
    const key = await worker.submit(PNG, TAB);
    for (let turn = 0; turn < after; turn += 1) await setImmediate();

    await worker.forget(key);
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
    await place.live().resume();
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();

    assert.deepEqual([await place.records(), place.pictures.kept.size], [[], 0], `forgotten after ${after} turns`);
  }
});

test("a failed picture is tried again under a new key, once however often it is asked for", async () => {
  const place = world();
  place.daemon.answers.push(refused("image_invalid", 422));
  const worker = place.live();
  const key = await worker.submit(PNG, TAB);
  await until(() => isOver(place));

  const [fresh, same] = await Promise.all([worker.retry(key), worker.retry(key)]);
  await until(() => isOver(place));

  assert.notEqual(fresh, key);
  assert.equal(fresh, same);
  assert.deepEqual(
    (await place.records()).map((record) => [record.key, record.state, record.source, record.name]),
    [[fresh, "done", "tab", "Board"]],
  );
  assert.deepEqual(
    place.daemon.posts().map(({ headers }) => headers["Idempotency-Key"]),
    [key, fresh],
  );
});

test("a picture that only the daemon has by now is fetched for another try", async () => {
  const place = world();
  const error = { error: "request_timeout", message: "" };
  place.daemon.answers.push(undefined, json({ id: "capture-1", state: "failed", tasks: [], error }));
  const worker = place.live();
  const key = await worker.submit(PNG, TAB);
  await until(() => isOver(place));
  assert.equal(place.pictures.kept.size, 0);

  await worker.retry(key);
  await until(async () => (await newest(place)).state === "done");

  assert.equal(await place.daemon.posts().at(-1).body.text(), await PNG.text());
});

test("what cannot be tried again says why and stays", async () => {
  const place = world();
  const worker = place.live();
  await worker.refuse(TAB, { code: "page_forbidden", message: "no", kind: "browser" });
  const { key, state, trouble } = await newest(place);
  assert.deepEqual([state, trouble], ["failed", { code: "page_forbidden", message: "no", kind: "browser" }]);

  await assert.rejects(worker.retry(key), { code: "picture_lost" });
  await assert.rejects(worker.retry("another"), { code: "not_found" });

  assert.equal((await place.records()).length, 1);
});

test("30 finished ones are kept, and every one that waits", async () => {
  const place = world();
  const old = (key, at, state) =>
    place.ledger.add({
      key,
      at,
      state,
      today: "2026-03-20",
      source: "tab",
      name: "",
      id: null,
      waitsFor: null,
      trouble: null,
      tasks: null,
      isSeen: false,
    });
  for (let number = 0; number < 30; number += 1)
    await old(`done-${number}`, number + 10, number % 2 ? "done" : "failed");
  await place.pictures.set("done-0", PNG);
  for (const number of [1, 2, 3]) {
    await old(`queued-${number}`, number, "queued");
    await place.pictures.set(`queued-${number}`, PNG);
  }
  place.daemon.answers.push(new ApiError("not_paired", ""));

  await place.live().submit(PNG, TAB);
  await until(async () => (await newest(place)).waitsFor);
  assert.equal((await place.records()).length, 34);

  await place.live().resume();
  await until(async () => (await place.records()).length === 30);

  const left = (await place.records()).map(({ key }) => key);
  assert.equal(place.daemon.captures.size, 4);
  assert.ok(!left.includes("done-0") && left.includes("done-29"));
  assert.equal(place.pictures.kept.size, 0);
});

test("seen is only what has ended", async () => {
  const place = world();
  place.daemon.answers.push(new ApiError("not_paired", ""));
  const worker = place.live();
  const key = await worker.submit(PNG, TAB);
  await until(async () => (await newest(place)).waitsFor);
  await worker.see(key);
  assert.equal((await newest(place)).isSeen, false);

  await worker.resume();
  await until(() => isOver(place));
  await worker.see(key);
  await worker.see("another");

  assert.equal((await newest(place)).isSeen, true);
});

test("the open tasks of the newest picture are counted anew", async () => {
  const place = world();
  const worker = place.live();
  await worker.recount();
  await worker.submit(PNG, TAB);
  await until(() => isOver(place));
  place.daemon.captures.get("capture-1").tasks = [{ done: true }, { done: false }];

  await worker.recount();
  assert.equal((await newest(place)).tasks, 1);

  place.daemon.answers.push(new TypeError("Failed to fetch"));
  await worker.recount();
  assert.equal((await newest(place)).tasks, 1);

  place.daemon.captures.clear();
  await worker.recount();
  assert.equal((await newest(place)).tasks, 0);
});

test("pictures whose record was never made are dropped after an hour, others never", async () => {
  const place = world();
  place.daemon.answers.push(new ApiError("not_paired", ""));
  await place.live().submit(PNG, TAB);
  await until(async () => (await newest(place)).waitsFor);
  await place.pictures.set("orphan", PNG, undefined, place.clock.now - 3_700_000);
  await place.pictures.set("fresh", PNG, undefined, place.clock.now);

  assert.equal(await place.live().sweep(), false);

  assert.deepEqual([...place.pictures.kept.keys()].sort(), [(await newest(place)).key, "fresh"].sort());
});

const PASTED = { source: "clipboard", name: "image.png" };

test("a picture whose view was closed too soon to tell of it is sent all the same", async () => {
  const place = world();
  await place.pictures.set("k1", PNG, PASTED, place.clock.now - 40_000);
  const ready = new Blob(["ready"], { type: "image/png" });

  const isAnyLeft = await place.live({ prepare: async () => ({ blob: ready }) }).sweep();
  await until(() => isOver(place));

  const { key, source, name, state } = await newest(place);
  assert.deepEqual([isAnyLeft, key, source, name, state], [false, "k1", "clipboard", "image.png", "done"]);
  assert.equal(await place.daemon.posts()[0].body.text(), "ready");
});

test("a picture at which its view may still be looking is left to it, and looked after later", async () => {
  const place = world();
  await place.pictures.set("k1", PNG, PASTED, place.clock.now);

  assert.equal(await place.live().sweep(), true);

  assert.deepEqual([await place.records(), place.pictures.kept.size], [[], 1]);
});

test("a picture that nobody told of and the daemon would refuse says so", async () => {
  const place = world();
  await place.pictures.set("k1", PNG, PASTED, place.clock.now - 40_000);
  const prepare = () => Promise.reject(new PictureRefused("image_invalid"));

  await place.live({ prepare }).sweep();

  const { state, trouble } = await newest(place);
  assert.deepEqual([state, trouble?.code, place.daemon.requests], ["failed", "image_invalid", []]);
});

test("a worker that is killed while it adopts a picture loses and doubles nothing", async () => {
  for (let n = 1, isFinished = false; !isFinished; n += 1) {
    const place = world();
    await place.pictures.set("k1", PNG, PASTED, place.clock.now - 40_000);
    void place.live({ through: mortal(n, true) }).sweep();
    for (let turn = 0; turn < 300; turn += 1) await setImmediate();
    isFinished = await isOver(place);
    if (place.pictures.kept.has("k1")) place.pictures.kept.get("k1").at = 0;

    const worker = place.live();
    await worker.resume();
    await worker.sweep();
    await until(() => isOver(place));

    assert.deepEqual([(await newest(place)).state, place.daemon.captures.size], ["done", 1], `killed at call ${n}`);
  }
});

test("a new picture is the newest, also after the clock was set back", async () => {
  const place = world();
  const worker = place.live();
  for (let number = 0; number < 30; number += 1) await worker.refuse(TAB, { code: "page_forbidden", message: "" });
  const before = (await newest(place)).at;
  place.clock.now -= 86_400_000;

  const key = await worker.submit(PNG, TAB);
  await until(async () => (await place.ledger.get(key))?.state !== "queued" && (await isOver(place)));

  assert.deepEqual([(await newest(place)).key, (await newest(place)).at], [key, before + 1]);
});

test("a picture that cannot be cleared away spoils no capture, and goes later", async () => {
  const place = world();
  const clear = place.pictures.delete;
  place.pictures.delete = () => Promise.reject(new Error("the disk is full"));
  const worker = place.live();
  const key = await worker.submit(PNG, TAB);
  await until(() => isOver(place));
  assert.deepEqual([(await newest(place)).state, (await newest(place)).trouble], ["done", null]);

  await assert.rejects(worker.forget(key));
  assert.equal((await place.records()).length, 1);
  for (let number = 0; number < 30; number += 1) await worker.refuse(TAB, { code: "page_forbidden", message: "" });
  assert.equal((await place.records()).length, 31);
  place.pictures.delete = clear;
  await place.live().refuse(TAB, { code: "page_forbidden", message: "" });

  assert.deepEqual([(await place.records()).length, place.pictures.kept.size], [30, 0]);
});

test("a picture that is dropped before it is posted is not posted", async () => {
  const place = world();
  const get = place.pictures.get;
  place.pictures.get = async (key) => {
    const blob = await get(key);
    await place.ledger.remove(key);
    return blob;
  };

  await place.live().submit(PNG, TAB);
  for (let turn = 0; turn < 50; turn += 1) await setImmediate();

  assert.deepEqual(place.daemon.requests, []);
});

test("the button is told before the first request, so that an alarm is set by then", async () => {
  const place = world();
  const told = [];
  place.daemon.fetch = (
    (fetch) =>
    (...args) => (told.push(place.events.changes), fetch(...args))
  )(place.daemon.fetch);

  await place.live().submit(PNG, TAB);
  await until(() => isOver(place));

  assert.equal(told[0], 1);
});
