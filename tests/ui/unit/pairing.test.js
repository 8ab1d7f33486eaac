import assert from "node:assert/strict";
import { createHmac, pbkdf2Sync } from "node:crypto";
import { test } from "node:test";
import { DaemonNotProved, tradeCode } from "../../../extension/ui/pairing.js";
import { fakeFetch, json } from "./fakes.js";

const CODE = "0123456789ABCDEFGHJKMNPQRS";
const SALT = "00112233445566778899aabbccddeeff";
const NONCE = "ab".repeat(32);
const PORT = 21860;

function mac(label, clientNonce, code = CODE) {
  const key = pbkdf2Sync(code, Buffer.from(SALT, "hex"), 100_000, 32, "sha256");
  const said = [
    Buffer.from(label),
    Buffer.from(NONCE, "hex"),
    Buffer.from(clientNonce, "hex"),
    Buffer.from(String(PORT)),
  ];
  return createHmac("sha256", key).update(Buffer.concat(said)).digest("hex");
}

/** A daemon that does the sums with another library; what is given replaces parts of its answers. */
function daemon({ challenge = {}, answer = {} } = {}) {
  return fakeFetch(json({ salt: SALT, nonce: NONCE, iterations: 100_000, ...challenge }), (url, { body }) => {
    const { client_nonce: clientNonce, proof } = JSON.parse(body);
    if (proof !== mac("atshot pairing client\n", clientNonce))
      return json({ error: "pairing_wrong", message: "no" }, 403);
    const ours = mac("atshot pairing daemon\n", clientNonce);
    return json({ client: "c1", token: "ats_x", scopes: ["extract"], proof: ours, ...answer });
  });
}

const trade = (code, { fetch }) => tradeCode(code, { fetch, port: PORT, name: "Firefox" });

for (const code of [CODE, CODE.toLowerCase(), " 01234-56789-ABCDE-FGHJK-MNPQR-S "]) {
  test(`the code ${JSON.stringify(code)} becomes a token`, async () => {
    const server = daemon();

    assert.deepEqual(await trade(code, server), { client: "c1", token: "ats_x", scopes: ["extract"] });
    const { name, nonce, client_nonce: clientNonce } = JSON.parse(server.calls[1].body);
    assert.deepEqual([name, nonce, clientNonce.length], ["Firefox", NONCE, 64]);
  });
}

test("the code itself is never sent", async () => {
  const server = daemon();

  await trade(CODE, server);

  assert.ok(!JSON.stringify(server.calls).includes(CODE));
});

test("a wrong code is refused by the daemon", async () => {
  await assert.rejects(trade("X".repeat(26), daemon()), { code: "pairing_wrong" });
});

for (const [what, server] of [
  ["a wrong proof", daemon({ answer: { proof: "00".repeat(32) } })],
  ["no proof", daemon({ answer: { proof: undefined } })],
  ["an empty proof", daemon({ answer: { proof: "" } })],
  ["hardly any iterations", daemon({ challenge: { iterations: 1 } })],
  ["a salt that is no hex", daemon({ challenge: { salt: "xyz" } })],
]) {
  test(`who answers with ${what} is not the daemon, and no token of theirs is kept`, async () => {
    await assert.rejects(trade(CODE, server), DaemonNotProved);
  });
}

test("what the daemon itself proved cannot be sent back as its proof", async () => {
  const echo = fakeFetch(json({ salt: SALT, nonce: NONCE, iterations: 100_000 }), (url, { body }) =>
    json({ client: "c1", token: "ats_x", scopes: [], proof: JSON.parse(body).proof }),
  );

  await assert.rejects(trade(CODE, echo), DaemonNotProved);
});
