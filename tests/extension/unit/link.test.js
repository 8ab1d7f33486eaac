import assert from "node:assert/strict";
import { test } from "node:test";
import { createLink } from "../../../extension/lib/link.js";
import { Client } from "../../../extension/ui/api.js";
import { DaemonNotProved, keyOf, statement, toHex, fromHex } from "../../../extension/ui/pairing.js";
import { atshot, CLIENT, helloProof, json, machine, memoryKeys, refused, TOKEN } from "./fakes.js";

const PAIRING = { port: 21860, client: CLIENT, token: TOKEN };

function linkOn(ports, { pairing = PAIRING, isAllowed = true } = {}) {
  const { fetch, requests, told, to } = machine(ports);
  const keys = memoryKeys(pairing);
  const clock = { now: 1000 };
  const link = createLink({ fetch, keys, isAllowed: async () => isAllowed, now: () => clock.now });
  return { link, keys, clock, requests, told, to, ports };
}

const stranger = ({ path }) => (path === "/healthz" ? json({ name: "atshot" }) : json({ proof: "00".repeat(32) }));

test("a hello is that of the contract", () => {
  assert.equal(
    helloProof(TOKEN, "22".repeat(16), 21860),
    "4a148d8d07314bb4634dd7176f4b0f058a71c141b1c3b16c080a1638e373ce43",
  );
});

test("a daemon on the remembered port is asked for its proof, and nobody else for anything", async () => {
  const { link, requests, told } = linkOn({ 21860: atshot() });

  assert.deepEqual(await link.standing(), { state: "ready", port: 21860 });

  assert.deepEqual(
    requests.map(({ method, url }) => [method, url]),
    [["POST", "http://127.0.0.1:21860/v1/hello"]],
  );
  assert.deepEqual(told(), []);
});

test("every request has the same options, and the token only where it belongs", async () => {
  const { link, requests } = linkOn({ 21860: atshot() });

  await link.fetch("/v1/tasks", { headers: { Accept: "text/csv", Authorization: "Bearer " } });

  for (const { cache, credentials, redirect, referrerPolicy } of requests)
    assert.deepEqual([cache, credentials, redirect, referrerPolicy], ["no-store", "omit", "error", "no-referrer"]);
  assert.deepEqual(
    requests.map(({ headers }) => headers.authorization),
    [undefined, `Bearer ${TOKEN}`],
  );
  assert.equal(requests[1].headers.accept, "text/csv");
});

test("a client over the link calls the daemon with no token of its own", async () => {
  const { link, requests } = linkOn({ 21860: atshot() });

  await new Client({ fetch: link.fetch, token: () => null }).status();

  assert.equal(requests.at(-1).url, "http://127.0.0.1:21860/v1/status");
  assert.equal(requests.at(-1).headers.authorization, `Bearer ${TOKEN}`);
});

test("a daemon that proves itself on another port is found, and that port remembered", async () => {
  const { link, keys, told } = linkOn({ 21863: atshot() });

  await link.fetch("/v1/tasks");

  assert.deepEqual(await keys.get(), { ...PAIRING, port: 21863 });
  assert.deepEqual(told(), [21863]);
});

test("a stranger on the daemon's port gets no token, while the daemon is found elsewhere", async () => {
  const { link, told } = linkOn({ 21860: stranger, 21862: stranger, 21864: atshot() });

  await link.fetch("/v1/tasks");

  assert.deepEqual(told(), [21864]);
});

test("the daemon of another user is none of ours", async () => {
  const { link, told } = linkOn({ 21861: atshot({ [CLIENT]: "ats_another" }) });

  assert.deepEqual(await link.standing(), { state: "stranger", port: 21861 });
  await assert.rejects(link.fetch("/v1/tasks"), { code: "port_stranger" });

  assert.deepEqual(told(), []);
});

test("a proof that was made for another port is none", async () => {
  const relay = ({ path, body }) =>
    path === "/v1/hello" ? json({ proof: helloProof(TOKEN, JSON.parse(body).nonce, 21861) }) : json({ name: "atshot" });
  const { link, told } = linkOn({ 21860: relay });

  await assert.rejects(link.fetch("/v1/tasks"), { code: "port_stranger" });

  assert.deepEqual(told(), []);
});

const LIES = {
  "no JSON": () => new Response("<html>"),
  "no proof": () => json({}),
  "no hex": () => json({ proof: "yes" }),
  "an empty proof": () => json({ proof: "" }),
  "another refusal": () => refused("not_found", 404),
  null: () => json(null),
};
for (const [name, answer] of Object.entries(LIES))
  test(`who answers a hello with ${name} is a stranger`, async () => {
    const { link, told } = linkOn({ 21860: answer });

    assert.deepEqual(await link.standing(), { state: "stranger", port: 21860 });
    await assert.rejects(link.fetch("/v1/tasks"), { code: "port_stranger" });

    assert.deepEqual(told(), []);
  });

test("a daemon that does not know the client any more says so, and gets no token", async () => {
  const { link, told } = linkOn({ 21860: atshot({}) });

  assert.deepEqual(await link.standing(), { state: "revoked", port: 21860 });
  await assert.rejects(link.fetch("/v1/tasks"), { code: "pairing_revoked" });

  assert.deepEqual(told(), []);
});

test("where nobody answers, nothing is sent", async () => {
  const { link, told } = linkOn({});

  assert.deepEqual(await link.standing(), { state: "absent" });
  await assert.rejects(link.fetch("/v1/tasks"), { code: "unreachable" });

  assert.deepEqual(told(), []);
});

for (const [code, status] of [
  ["rate_limited", 429],
  ["overloaded", 503],
])
  test(`a daemon that is too busy for a proof (${status}) is asked again later, not called a stranger`, async () => {
    const { link, told } = linkOn({ 21860: () => refused(code, status) });

    await assert.rejects(link.fetch("/v1/tasks"), { code: "unreachable" });

    assert.deepEqual(told(), []);
  });

test("without the browser's permission nothing is asked at all", async () => {
  const { link, requests } = linkOn({ 21860: atshot() }, { isAllowed: false });

  assert.deepEqual(await link.standing(), { state: "forbidden" });
  await assert.rejects(link.fetch("/v1/tasks"), { code: "not_allowed" });

  assert.deepEqual(requests, []);
});

test("without a pairing it is said whether Atshot runs", async () => {
  const { link } = linkOn({ 21865: atshot() }, { pairing: null });
  assert.deepEqual(await link.standing(), { state: "unpaired", isRunning: true });
  assert.deepEqual(await link.findDaemons(), [21865]);
  await assert.rejects(link.fetch("/v1/tasks"), { code: "not_paired" });

  const { link: alone } = linkOn({ 21860: () => json({ name: "another" }) }, { pairing: null });
  assert.deepEqual(await alone.standing(), { state: "unpaired", isRunning: false });
  assert.deepEqual(await alone.findDaemons(), []);
});

test("every daemon is found, for a typed code may be any one's", async () => {
  const { link } = linkOn({ 21866: atshot(), 21862: atshot() });

  assert.deepEqual(await link.findDaemons(), [21862, 21866]);
});

test("a link is paired whether or not its daemon runs", async () => {
  assert.equal(await linkOn({}).link.isPaired(), true);
  assert.equal(await linkOn({ 21860: atshot() }, { pairing: null }).link.isPaired(), false);
});

test("calls at the same time share one look", async () => {
  const { link, to } = linkOn({ 21860: atshot() });

  await Promise.all([link.fetch("/v1/tasks"), link.fetch("/v1/status"), link.standing(), link.fetch("/v1/models")]);

  assert.equal(to("/v1/hello").length, 1);
});

test("a proof lasts 5 s and no longer", async () => {
  const { link, clock, to } = linkOn({ 21860: atshot() });
  await link.fetch("/v1/tasks");

  clock.now += 4999;
  await link.fetch("/v1/tasks");
  assert.equal(to("/v1/hello").length, 1);

  clock.now += 1;
  await link.fetch("/v1/tasks");
  assert.equal(to("/v1/hello").length, 2);
});

test("what changes anything is sent on a proof of its own", async () => {
  const { link, to, requests } = linkOn({ 21860: atshot() });
  await link.fetch("/v1/tasks");

  for (const method of ["POST", "PATCH", "DELETE"]) {
    await link.fetch("/v1/tasks/t1", { method });
    assert.deepEqual(
      requests.slice(-2).map((one) => [one.method, one.path]),
      [
        ["POST", "/v1/hello"],
        [method, "/v1/tasks/t1"],
      ],
    );
  }
  await Promise.all([1, 2, 3].map((task) => link.fetch(`/v1/tasks/t${task}`, { method: "PATCH" })));
  assert.equal(to("/v1/hello").length, 5);
});

test("a stranger that takes the daemon's place without a sound gets no picture", async () => {
  const { link, ports, told, to } = linkOn({ 21860: atshot() });
  await link.fetch("/v1/tasks");
  const before = told().length;

  ports[21860] = stranger;
  await assert.rejects(link.fetch("/v1/captures", { method: "POST", body: "picture" }), { code: "port_stranger" });

  assert.deepEqual([told().length, to("/v1/captures")], [before, []]);
});

test("a clock that was set back makes no proof last longer", async () => {
  const { link, clock, to } = linkOn({ 21860: atshot() });
  await link.fetch("/v1/tasks");

  clock.now -= 60_000;
  await link.fetch("/v1/tasks");

  assert.equal(to("/v1/hello").length, 2);
});

test("a stranger that takes the daemon's place within these seconds is asked for a proof after the first failure", async () => {
  const { link, ports, told } = linkOn({ 21860: atshot() });
  await link.fetch("/v1/tasks");
  ports[21860] = undefined;
  await assert.rejects(link.fetch("/v1/tasks"), TypeError);
  const before = told().length;

  ports[21860] = stranger;
  await assert.rejects(link.fetch("/v1/tasks"), { code: "port_stranger" });

  assert.equal(told().length, before);
});

test("somebody leaving is no reason to doubt the daemon", async () => {
  const { link, ports, to } = linkOn({ 21860: atshot() });
  await link.fetch("/v1/tasks");
  const answers = ports[21860];
  ports[21860] = () => Promise.reject(new DOMException("left", "AbortError"));
  await assert.rejects(link.fetch("/v1/tasks"), { name: "AbortError" });

  ports[21860] = answers;
  await link.fetch("/v1/tasks");

  assert.equal(to("/v1/hello").length, 1);
});

test("a token that is refused makes the link look again", async () => {
  const { link, ports, to } = linkOn({ 21860: atshot() });
  await link.fetch("/v1/tasks");
  ports[21860] = () => refused("bad_token", 401);
  assert.equal((await link.fetch("/v1/tasks")).status, 401);

  ports[21860] = atshot({});
  await assert.rejects(link.fetch("/v1/tasks"), { code: "pairing_revoked" });

  assert.equal(to("/v1/hello").length, 2);
});

test("a pairing that another page has changed is proved before its token is sent", async () => {
  const { link, keys, requests } = linkOn({ 21860: atshot(), 21861: atshot({ c2: "ats_second" }) });
  await link.fetch("/v1/tasks");

  await keys.set({ port: 21861, client: "c2", token: "ats_second" });
  await link.fetch("/v1/tasks");

  const { url, headers } = requests.at(-1);
  assert.deepEqual([url, headers.authorization], ["http://127.0.0.1:21861/v1/tasks", "Bearer ats_second"]);
  assert.equal(requests.at(-2).path, "/v1/hello");
});

test("a forgotten pairing is not used any more", async () => {
  const { link, keys, requests } = linkOn({ 21860: atshot() });
  await link.fetch("/v1/tasks");
  const before = requests.filter(({ headers }) => headers.authorization).length;

  await link.disconnect();
  await assert.rejects(link.fetch("/v1/tasks"), { code: "not_paired" });

  assert.equal(await keys.get(), null);
  assert.equal(requests.filter(({ headers }) => headers.authorization).length, before);
});

test("what was still being found out when the pairing went does not count any more", async () => {
  let open = () => {};
  const gate = new Promise((resolve) => (open = resolve));
  const daemon = atshot();
  const { link } = linkOn({
    21860: async (request) => {
      await gate;
      return daemon(request);
    },
  });
  const before = link.standing();
  await new Promise(setImmediate);

  await link.disconnect();
  const after = link.standing();
  open();

  assert.equal((await before).state, "ready");
  assert.deepEqual(await after, { state: "unpaired", isRunning: true });
});

test("only paths of the API are sent with the token", async () => {
  const { link, requests } = linkOn({ 21860: atshot() });

  for (const path of [
    "http://evil.test/v1/tasks",
    "//evil.test/v1/",
    "/healthz",
    "@evil.test/v1/",
    "",
    ".evil.test/v1/",
  ])
    await assert.rejects(link.fetch(path), TypeError);

  assert.deepEqual(requests, []);
});

/** A daemon with an open pairing; `lie` changes what it says. */
function pairingDaemon(code, { hello = {}, proof = (made) => made, iterations = 100_000 } = {}) {
  const [salt, nonce] = ["00".repeat(16), "11".repeat(32)];
  return async ({ path, port, body }) => {
    const told = JSON.parse(body);
    if (path === "/v1/pairings/challenge") return json({ salt, iterations, nonce });
    if (path === "/v1/hello") return atshot({ c9: "ats_new", ...hello })({ path, port, body });
    const key = await keyOf(code, fromHex(salt), 100_000);
    const said = statement("atshot pairing daemon\n", fromHex(nonce), fromHex(told.client_nonce), port);
    const made = toHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, said)));
    return json({ client: "c9", token: "ats_new", scopes: ["extract"], proof: proof(made) });
  };
}

test("a code becomes a pairing with the daemon on that port", async () => {
  const { link, keys, to } = linkOn({ 40000: pairingDaemon("ABCDEFGH") });

  await link.connect("abcd-efgh", { port: 40000, name: "Firefox" });

  assert.deepEqual(await keys.get(), { port: 40000, client: "c9", token: "ats_new" });
  assert.equal(JSON.parse(to("/v1/pairings/trade")[0].body).name, "Firefox");
  assert.deepEqual(await link.standing(), { state: "ready", port: 40000 });
});

for (const [name, options] of Object.entries({
  "does not know the code": { proof: () => "00".repeat(32) },
  "gives a token that it does not know itself": { hello: { c9: "ats_other" } },
}))
  test(`a pairing with somebody who ${name} leaves the present one`, async () => {
    const { link, keys } = linkOn({ 40000: pairingDaemon("ABCDEFGH", options) });

    await assert.rejects(link.connect("ABCDEFGH", { port: 40000, name: "x" }), DaemonNotProved);

    assert.deepEqual(await keys.get(), PAIRING);
  });

test("a code that the daemon refuses, and a port where nobody is, are told apart", async () => {
  const { link } = linkOn({
    40000: () => refused("pairing_closed", 403),
    40001: () => new Response("<html>"),
    40003: () => new Response("<html>", { status: 404 }),
    40004: () => json({ detail: "Not Found" }, 404),
  });

  await assert.rejects(link.connect("ABCDEFGH", { port: 40000, name: "x" }), { code: "pairing_closed" });
  for (const port of [40001, 40003, 40004])
    await assert.rejects(link.connect("ABCDEFGH", { port, name: "x" }), DaemonNotProved);
  await assert.rejects(link.connect("ABCDEFGH", { port: 40002, name: "x" }), { code: "unreachable" });
});

for (const iterations of [10_000_001, 49_999, "many", null])
  test(`a stranger that asks for ${iterations} rounds gets no answer`, async () => {
    const { link, to } = linkOn({ 40000: pairingDaemon("ABCDEFGH", { iterations }) });

    await assert.rejects(link.connect("ABCDEFGH", { port: 40000, name: "x" }), DaemonNotProved);

    assert.deepEqual(to("/v1/pairings/trade"), []);
  });
