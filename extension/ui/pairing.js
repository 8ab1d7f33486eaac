// How a code becomes a token, so that neither side gives anything to a stranger. Knows the protocol, keeps nothing.

import { ApiError, errorOf } from "./errors.js";

/** @typedef {typeof globalThis.fetch} Fetch */

/** The daemon could not prove that it knows the code: something else answers on its port. */
export class DaemonNotProved extends Error {}

const CLIENT_LABEL = "atshot pairing client\n";
const DAEMON_LABEL = "atshot pairing daemon\n";
const NONCE_BYTES = 32;
// The one below would be done in a moment by whoever listens; the daemon's figure is 100,000.
const FEWEST_ITERATIONS = 50_000;
// More would keep us busy for as long as a stranger likes.
const MOST_ITERATIONS = 10_000_000;

/** @param {string} hex */
export function fromHex(hex) {
  if (!/^([0-9a-f]{2})+$/i.test(hex)) throw new DaemonNotProved("no hex");
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @param {Uint8Array} bytes */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The code as both sides spell it.
 * @param {string} code
 */
export function spelled(code) {
  return code.replace(/[\s-]/g, "").toUpperCase();
}

/**
 * The key that both sides make of the code.
 * @param {string} code
 * @param {Uint8Array<ArrayBuffer>} salt
 * @param {number} iterations
 */
export async function keyOf(code, salt, iterations) {
  const text = new TextEncoder().encode(spelled(code));
  const secret = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, secret, { name: "HMAC", hash: "SHA-256", length: 256 }, false, [
    "sign",
    "verify",
  ]);
}

/**
 * What a proof is made over: who proves, both nonces, the port.
 * @param {string} label
 * @param {Uint8Array} nonce
 * @param {Uint8Array} clientNonce
 * @param {number} port
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function statement(label, nonce, clientNonce, port) {
  const encoder = new TextEncoder();
  return Uint8Array.from([...encoder.encode(label), ...nonce, ...clientNonce, ...encoder.encode(String(port))]);
}

/**
 * Trade a code for a token; DaemonNotProved when the other side does not know the code, ApiError when it says no.
 * @param {string} code
 * @param {{fetch: Fetch, base?: string, port: number, name: string}} options
 * @returns {Promise<{client: string, token: string, scopes: string[]}>}
 */
export async function tradeCode(code, { fetch, base = "", port, name }) {
  const challenge = await post(fetch, `${base}/v1/pairings/challenge`, {});
  if (!(challenge.iterations >= FEWEST_ITERATIONS && challenge.iterations <= MOST_ITERATIONS))
    throw new DaemonNotProved("no such number of iterations");
  const nonce = fromHex(challenge.nonce);
  const clientNonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await keyOf(code, fromHex(challenge.salt), challenge.iterations);
  const proof = await crypto.subtle.sign("HMAC", key, statement(CLIENT_LABEL, nonce, clientNonce, port));

  const answer = await post(fetch, `${base}/v1/pairings/trade`, {
    name,
    nonce: challenge.nonce,
    client_nonce: toHex(clientNonce),
    proof: toHex(new Uint8Array(proof)),
  });

  const theirs = fromHex(String(answer.proof));
  const isProved = await crypto.subtle.verify("HMAC", key, theirs, statement(DAEMON_LABEL, nonce, clientNonce, port));
  if (!isProved) throw new DaemonNotProved("wrong proof");
  return { client: answer.client, token: answer.token, scopes: answer.scopes };
}

/**
 * @param {Fetch} fetch
 * @param {string} url
 * @param {object} body
 */
async function post(fetch, url, body) {
  const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(url, { ...sent, cache: "no-store", credentials: "omit", redirect: "error" }).catch(
    (error) => {
      throw new ApiError("unreachable", String(error));
    },
  );
  if (!response.ok) throw await refusalOf(response);
  return await response.json();
}

/** What the daemon says when it says no; who says it in another shape is not the daemon. @param {Response} response */
async function refusalOf(response) {
  const body = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof body?.error === "string" ? errorOf(response) : new DaemonNotProved(`HTTP ${response.status}`);
}
