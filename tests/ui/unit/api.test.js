import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, localDate } from "../../../extension/ui/api.js";
import { all, fakeFetch, json, streamOf } from "./fakes.js";

function clientWith(...answers) {
  const { fetch, calls } = fakeFetch(...answers);
  let strangers = 0;
  const client = new Client({ fetch, base: "http://d", token: () => "ats_x", onStranger: () => (strangers += 1) });
  return { client, calls, strangers: () => strangers };
}

test("every call carries the token and nothing else of the browser", async () => {
  const { client, calls } = clientWith(json({ captures: [] }));

  await client.captures({ q: "接口 文档", cursor: "" });

  const [{ url, headers, credentials, cache, redirect, referrerPolicy }] = calls;
  assert.equal(url, "http://d/v1/captures?q=%E6%8E%A5%E5%8F%A3+%E6%96%87%E6%A1%A3");
  assert.deepEqual(headers, { Authorization: "Bearer ats_x" });
  assert.deepEqual([credentials, cache, redirect, referrerPolicy], ["omit", "no-store", "error", "no-referrer"]);
});

test("a picture is sent with its key, its source and the day on this clock", async () => {
  const { client, calls } = clientWith(json({ id: "c1" }, 202));

  const capture = await client.send(new Blob(["x"], { type: "image/png" }), { source: "clipboard", key: "k1" });

  assert.equal(capture.id, "c1");
  assert.equal(calls[0].url, `http://d/v1/captures?source=clipboard&today=${localDate(new Date())}`);
  assert.equal(calls[0].headers["Idempotency-Key"], "k1");
  assert.equal(calls[0].headers["Content-Type"], "image/png");
});

test("a refusal keeps the daemon's code, message, request and Retry-After", async () => {
  const body = { error: "queue_full", message: "8 wait", request_id: "r1" };
  const { client } = clientWith(json(body, 429, { "Retry-After": "7", "X-Request-ID": "r1" }));

  const error = await client.status().catch((caught) => caught);

  assert.deepEqual(
    [error.code, error.message, error.status, error.retryAfterS, error.requestId],
    ["queue_full", "8 wait", 429, 7, "r1"],
  );
});

test("an answer that is none of the daemon's is an error too", async () => {
  const { client } = clientWith(new Response("<html>", { status: 502 }));

  await assert.rejects(client.status(), { code: "internal", message: "HTTP 502" });
});

test("no answer at all is called unreachable", async () => {
  const { client } = clientWith(new TypeError("Failed to fetch"));

  await assert.rejects(client.status(), { code: "unreachable" });
});

test("a token that is not known any more is told to whoever keeps it", async () => {
  const { client, strangers } = clientWith(
    json({ error: "bad_token", message: "revoked" }, 401),
    json({ error: "scope_missing" }, 403),
  );

  await assert.rejects(client.status(), { code: "bad_token" });
  await assert.rejects(client.status(), { code: "scope_missing" });
  assert.equal(strangers(), 1);
});

test("ids are escaped in paths", async () => {
  const { client, calls } = clientWith(json({}));

  await client.capture("../tasks?x");

  assert.equal(calls[0].url, "http://d/v1/captures/..%2Ftasks%3Fx");
});

const chunk = (content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;

test("an answer comes piece by piece until it says that it is done", async () => {
  const { client } = clientWith(
    new Response(streamOf([chunk("a"), chunk(""), chunk("b"), "data: [DONE]\n\n", chunk("late")])),
  );

  assert.deepEqual(await all(client.ask([], new AbortController().signal)), ["a", "", "b"]);
});

for (const [name, error] of [
  ["our", { error: "request_timeout", message: "too slow" }],
  ["OpenAI's", { error: { code: "request_timeout", message: "too slow" } }],
]) {
  test(`an error within an answer is raised, in ${name} shape`, async () => {
    const { client } = clientWith(new Response(streamOf([chunk("a"), `data: ${JSON.stringify(error)}\n\n`])));

    await assert.rejects(all(client.ask([], new AbortController().signal)), {
      code: "request_timeout",
      message: "too slow",
    });
  });
}

test("an answer that ends without saying so was cut off", async () => {
  const { client } = clientWith(new Response(streamOf([chunk("a")])));

  await assert.rejects(all(client.ask([], new AbortController().signal)), { code: "unreachable" });
});
