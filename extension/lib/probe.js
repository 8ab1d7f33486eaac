// Who answers on a port of this machine. Knows the open routes alone: no token ever comes by here.

import { OPTIONS } from "../ui/api.js";
import { errorOf } from "../ui/errors.js";
import { fromHex, toHex } from "../ui/pairing.js";

/** @typedef {(input: string, init?: RequestInit) => Promise<Response>} Fetch */
/** @typedef {import("../platform/database.js").Pairing} Pairing */
/** @typedef {"proved" | "revoked" | "stranger" | "absent"} Verdict */

const LIMIT_MS = 2000;
const NONCE_BYTES = 32;
const HELLO_LABEL = "atshot hello\n";

/** @param {number} port */
export const originOf = (port) => `http://127.0.0.1:${port}`;

/**
 * Whether this proof of a hello is that of whoever keeps the token's hash.
 * @param {string} proof
 * @param {{token: string, nonce: Uint8Array, port: number}} about
 */
async function isProof(proof, { token, nonce, port }) {
  const encoder = new TextEncoder();
  const hash = await crypto.subtle.digest("SHA-256", encoder.encode(token));
  const key = await crypto.subtle.importKey("raw", hash, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const said = Uint8Array.from([...encoder.encode(HELLO_LABEL), ...nonce, ...encoder.encode(String(port))]);
  return crypto.subtle.verify("HMAC", key, fromHex(proof), said);
}

/**
 * The same fetch with our options and a limit on its time.
 * @param {Fetch} fetch
 * @param {number} limitMs
 * @returns {Fetch}
 */
export function within(fetch, limitMs) {
  return (input, init) => fetch(input, { ...init, ...OPTIONS, signal: AbortSignal.timeout(limitMs) });
}

/** @param {Fetch} fetch */
export function createProbe(fetch) {
  const probe = within(fetch, LIMIT_MS);

  /** @param {number} port */
  async function saysAtshot(port) {
    try {
      const response = await probe(`${originOf(port)}/healthz`);
      return response.ok && (await response.json()).name === "atshot";
    } catch {
      return false;
    }
  }

  /** On which of these ports Atshot says that it runs. @param {readonly number[]} ports */
  async function running(ports) {
    const answers = await Promise.all(ports.map(saysAtshot));
    return ports.filter((_, place) => answers[place]);
  }

  /** Who is on the pairing's port. @param {Pairing} pairing @returns {Promise<Verdict>} */
  async function hello({ client, token, port }) {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    /** @type {Response} */
    let response;
    try {
      response = await probe(`${originOf(port)}/v1/hello`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ client, nonce: toHex(nonce) }),
      });
    } catch {
      return "absent";
    }
    if (!response.ok) return refusedHello(await errorOf(response));
    try {
      const told = await response.json();
      return (await isProof(String(told.proof), { token, nonce, port })) ? "proved" : "stranger";
    } catch {
      return "stranger";
    }
  }

  return { running, hello };
}

/**
 * What a refused hello tells. A daemon that is too busy is as good as none, and is asked again.
 * @param {import("../ui/errors.js").ApiError} error
 * @returns {Verdict}
 */
function refusedHello({ code, status }) {
  if (code === "client_unknown") return "revoked";
  return status === 429 || status >= 500 ? "absent" : "stranger";
}
