import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { ApiError } from "../../../extension/ui/errors.js";
import { isOver, json, mortal, newest, PNG, refused, TAB, until, world } from "./fakes.js";

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
