import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { ApiError, PictureRefused } from "../../../extension/ui/errors.js";
import { json, PNG, refused, until, world } from "./fakes.js";

const TAB = { source: "tab", name: "Board" };
const newest = async (place) => (await place.records()).at(-1);
const isOver = async (place) => ["done", "failed"].includes((await newest(place))?.state);

/** A worker that is killed at its n-th call: before the call is made, or before its answer is heard. */
function mortal(n, isHeard) {
  let calls = 0;
  const never = new Promise(() => {});
  return (call) =>
    async (...args) => {
      calls += 1;
      if (calls > n) return never;
      if (calls < n) {
        const answer = await call(...args);
        return calls > n ? never : answer;
      }
      if (isHeard) await call(...args);
      return never;
    };
}

test("a picture is on the disk before the first request, and gone once the daemon has it", async () => {
  const place = world();
  const atFirstRequest = [];
  place.daemon.fetch = (
    (fetch) =>
    async (...args) => {
      atFirstRequest.push([(await newest(place)).state, place.pictures.kept.size]);
      return fetch(...args);
    }
  )(place.daemon.fetch);

  const key = await place.live().submit(PNG, TAB);
  await until(() => isOver(place));

  assert.deepEqual(atFirstRequest, [
    ["queued", 1],
    ["sent", 0],
  ]);
  const { at, ...record } = await newest(place);
  assert.deepEqual(record, {
    ...{ key, today: "2026-03-20", source: "tab", name: "Board", state: "done", id: "capture-1" },
    ...{ waitsFor: null, trouble: null, tasks: 2, isSeen: false },
  });
  assert.ok(at > 0);
  assert.equal(place.pictures.kept.size, 0);
});

test("the request names the key, the source and the day", async () => {
  const place = world();
  const key = await place.live().submit(PNG, { source: "region", name: "" });
  await until(() => isOver(place));

  const [{ url, headers, body }] = place.daemon.posts();
  assert.equal(url, "/v1/captures?source=region&today=2026-03-20");
  assert.equal(headers["Idempotency-Key"], key);
  assert.equal(await body.text(), await PNG.text());
});

for (const isHeard of [false, true])
  test(`a worker that is killed at any call ${isHeard ? "after" : "before"} it was done loses and doubles nothing`, async () => {
    let deaths = 0;
    for (let n = 1; ; n += 1) {
      const place = world();
      place.daemon.answers.push(new TypeError("Failed to fetch"));
      void place.live({ through: mortal(n, isHeard) }).submit(PNG, TAB);
      for (let turn = 0; turn < 300; turn += 1) await setImmediate();
      const wasAccepted = (await place.records()).length === 1;
      const isFinished = await isOver(place);

      await place.live().resume();
      if (wasAccepted) await until(() => isOver(place));

      const what = `killed at call ${n}`;
      assert.deepEqual(
        (await place.records()).map(({ state, tasks }) => [state, tasks]),
        wasAccepted ? [["done", 2]] : [],
        what,
      );
      assert.equal(place.daemon.captures.size, wasAccepted ? 1 : 0, what);
      assert.equal(
        new Set(place.daemon.posts().map(({ headers }) => headers["Idempotency-Key"])).size,
        wasAccepted ? 1 : 0,
        what,
      );
      // One that failed to connect, one that was answered, one more where that answer was not kept.
      assert.ok(place.daemon.posts().length <= 3, what);
      if (wasAccepted) assert.equal(place.pictures.kept.size, 0, what);
      deaths += 1;
      if (isFinished) break;
    }
    assert.ok(deaths > 20, `only ${deaths} places to die`);
  });

test("two that go on at once send a picture once", async () => {
  const place = world();
  const worker = place.live();
  await place.pictures.set("k1", PNG);

  await Promise.all([worker.accept("k1", TAB), worker.accept("k1", TAB), worker.resume(), worker.resume()]);
  await until(() => isOver(place));

  assert.equal((await place.records()).length, 1);
  assert.equal(place.daemon.posts().length, 1);
});

test("a view that tells of its picture twice starts nothing anew", async () => {
  const place = world();
  await place.pictures.set("k1", PNG);
  await place.live().accept("k1", TAB);
  await until(() => isOver(place));

  assert.equal(await place.live().accept("k1", { source: "file", name: "another" }), "k1");
  for (let turn = 0; turn < 30; turn += 1) await setImmediate();

  assert.deepEqual([(await newest(place)).state, (await newest(place)).name], ["done", "Board"]);
  assert.equal(place.daemon.posts().length, 1);
});

test("a capture that is read long is asked for again and again, and the worker kept alive", async () => {
  const place = world();
  const running = json({ id: "capture-1", state: "running", tasks: [] });
  place.daemon.answers.push(undefined, running.clone(), running.clone(), running.clone());

  await place.live().submit(PNG, TAB);
  await until(() => isOver(place));

  const polls = place.daemon.requests.slice(1);
  assert.deepEqual(
    [...new Set(polls.map(({ method, url }) => `${method} ${url}`))],
    ["GET /v1/captures/capture-1?wait=20"],
  );
  assert.equal(polls.length, 4);
  assert.equal(place.events.alive, 4);
});

test("a daemon that answers at once without news is not asked without a breath", async () => {
  const place = world();
  place.daemon.answers.push(undefined, json({ id: "capture-1", state: "queued", tasks: [] }));
  let now = 0;
  Object.defineProperty(place.clock, "now", { get: () => (now += 1) - 2000, set: () => {} });

  await place.live().submit(PNG, TAB);
  await until(() => isOver(place));

  assert.deepEqual(place.events.pauses, [1]);
});

test("a full queue is waited for as long as the daemon asks", async () => {
  const place = world();
  place.daemon.answers.push(refused("queue_full", 429, { "Retry-After": "7" }));
  const waits = [];
  const pause = async (seconds) => void waits.push([seconds, (await newest(place)).waitsFor, place.pictures.kept.size]);

  await place.live({ pause }).submit(PNG, TAB);
  await until(() => isOver(place));

  assert.deepEqual(waits, [[7, "queue_full", 1]]);
  assert.deepEqual([(await newest(place)).state, (await newest(place)).waitsFor], ["done", null]);
});

test("a daemon that is down is tried less and less often, up to each 30 s", async () => {
  const place = world();
  for (let time = 0; time < 6; time += 1) place.daemon.answers.push(new TypeError("Failed to fetch"));

  await place.live().submit(PNG, TAB);
  await until(() => isOver(place));

  assert.deepEqual(place.events.pauses, [2, 4, 8, 16, 30, 30]);
  assert.equal(place.daemon.captures.size, 1);
});

/** Sleeps until it is woken. */
const sleep = (_, signal) =>
  new Promise((_, reject) => {
    const leave = () => reject(new DOMException("left", "AbortError"));
    if (signal?.aborted) leave();
    else signal?.addEventListener("abort", leave);
  });

test("whoever opens a view does not wait for the next try", async () => {
  const place = world();
  place.daemon.answers.push(new TypeError("Failed to fetch"));
  const worker = place.live({ pause: sleep });
  await worker.submit(PNG, TAB);
  await until(async () => (await newest(place)).waitsFor === "unreachable");

  await worker.resume();
  await until(() => isOver(place));

  assert.equal(place.daemon.captures.size, 1);
});

test("a full queue is not pressed by views that open", async () => {
  const place = world();
  place.daemon.answers.push(refused("queue_full", 429, { "Retry-After": "7" }));
  const worker = place.live({ pause: sleep });
  await worker.submit(PNG, TAB);
  await until(async () => (await newest(place)).waitsFor === "queue_full");

  await worker.resume();
  for (let turn = 0; turn < 50; turn += 1) await setImmediate();

  assert.equal(place.daemon.posts().length, 1);
});

for (const [code, error] of [
  ["not_paired", new ApiError("not_paired", "")],
  ["not_allowed", new ApiError("not_allowed", "")],
  ["port_stranger", new ApiError("port_stranger", "")],
  ["pairing_revoked", new ApiError("pairing_revoked", "")],
  ["pairing_revoked", refused("bad_token", 401)],
  ["pairing_revoked", refused("auth_required", 401)],
])
  test(`a picture waits for ${code} (${error.code ?? "401"}) without asking again, and is sent once that is mended`, async () => {
    const place = world();
    place.daemon.answers.push(error);
    const worker = place.live();
    await worker.submit(PNG, TAB);
    await until(async () => (await newest(place)).waitsFor);
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    assert.deepEqual([(await newest(place)).state, (await newest(place)).waitsFor], ["queued", code]);
    assert.equal(place.pictures.kept.size, 1);
    assert.equal(place.daemon.posts().length, 1);
    assert.deepEqual(place.events.pauses, []);

    await worker.resume();
    await until(() => isOver(place));

    assert.deepEqual([(await newest(place)).state, (await newest(place)).waitsFor], ["done", null]);
  });

test("what is mended while a picture finds out that it waits is not missed", async () => {
  for (let after = 0; after < 30; after += 1) {
    const place = world();
    place.daemon.answers.push(new ApiError("not_paired", ""));
    const worker = place.live();
    await worker.submit(PNG, TAB);
    await until(() => place.daemon.requests.length > 0);
    for (let turn = 0; turn < after; turn += 1) await setImmediate();

    await worker.resume();
    await until(() => isOver(place));
  }
});

test("a picture that the daemon refuses fails with its words, and stays to be looked at", async () => {
  const place = world();
  place.daemon.answers.push(refused("image_too_small", 422, { "X-Request-ID": "r1" }));

  await place.live().submit(PNG, TAB);
  await until(() => isOver(place));

  const { state, trouble } = await newest(place);
  assert.deepEqual(
    [state, trouble],
    ["failed", { code: "image_too_small", message: "it is image_too_small", requestId: "r1" }],
  );
  assert.equal(place.pictures.kept.size, 1);
});

test("a capture that could not be read fails with the capture's error", async () => {
  const place = world();
  const error = { error: "request_timeout", message: "too long" };
  place.daemon.answers.push(undefined, json({ id: "capture-1", state: "failed", tasks: [], error }));

  await place.live().submit(PNG, TAB);
  await until(() => isOver(place));

  const { state, trouble } = await newest(place);
  assert.deepEqual([state, trouble], ["failed", { code: "request_timeout", message: "too long" }]);
});

test("an answer that is cut off is asked for again under the same key", async () => {
  const place = world();
  place.daemon.answers.push(new Response('{"id": "capt', { status: 202 }));

  const key = await place.live().submit(PNG, TAB);
  await until(() => isOver(place));

  assert.deepEqual(
    place.daemon.posts().map(({ headers }) => headers["Idempotency-Key"]),
    [key, key],
  );
  assert.equal((await newest(place)).state, "done");
});

for (const [what, answer] of [
  ["cannot be reached", new TypeError("Failed to fetch")],
  ["stumbles", refused("internal", 500)],
])
  test(`a daemon that ${what} while it reads changes nothing about the capture`, async () => {
    const place = world();
    place.daemon.answers.push(undefined, answer);

    await place.live().submit(PNG, TAB);
    await until(() => isOver(place));

    assert.deepEqual([(await newest(place)).state, (await newest(place)).tasks], ["done", 2]);
    assert.deepEqual([place.daemon.posts().length, place.events.pauses], [1, [2]]);
  });

for (const [code, status] of [
  ["not_found", 404],
  ["picture_gone", 410],
])
  test(`a capture that was deleted meanwhile (${status}) is over, with nothing to do`, async () => {
    const place = world();
    place.daemon.answers.push(undefined, refused(code, status));

    await place.live().submit(PNG, TAB);
    await until(() => isOver(place));

    const { state, tasks, trouble } = await newest(place);
    assert.deepEqual([state, tasks, trouble], ["done", 0, null]);
  });

test("a picture that is lost fails, and asks nobody", async () => {
  const place = world();
  await place.live().accept("k1", TAB);
  await until(() => isOver(place));

  assert.equal((await newest(place)).trouble?.code, "picture_lost");
  assert.deepEqual(place.daemon.requests, []);
});

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
