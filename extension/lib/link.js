// The way to the daemon: which port, who answers there, and that nobody else gets the token. Knows no browser.

import { OPTIONS } from "../ui/api.js";
import { ApiError, isAbort } from "../ui/errors.js";
import { DaemonNotProved, tradeCode } from "../ui/pairing.js";
import { createProbe, originOf, within } from "./probe.js";

/** @typedef {import("../platform/database.js").Pairing} Pairing */
/** @typedef {{get(): Promise<Pairing | null>, set(pairing: Pairing | null): Promise<void>}} Keys */
/**
 * @typedef {object} Collaborators
 * @property {import("./probe.js").Fetch} fetch
 * @property {Keys} keys
 * @property {() => Promise<boolean>} isAllowed whether the browser lets us reach the daemon
 * @property {() => number} now ms
 */
/**
 * @typedef {{state: "ready", port: number} | {state: "forbidden"} | {state: "unpaired", isRunning: boolean}
 *   | {state: "absent"} | {state: "stranger", port: number} | {state: "revoked", port: number}} Standing
 */
/** @typedef {{standing: Standing, pairing: Pairing | null}} Found */
/** @typedef {ReturnType<typeof createLink>} Link */

export const PORTS = Array.from({ length: 10 }, (_, place) => 21860 + place);
const TRADE_LIMIT_MS = 10_000;
// For what changes nothing; whatever else is sent has a proof of its own.
const PROOF_LASTS_MS = 5000;

/** Why nothing can be sent, by the link's standing; codes of docs/api.md's kind. */
const REFUSALS = {
  forbidden: "not_allowed",
  unpaired: "not_paired",
  absent: "unreachable",
  stranger: "port_stranger",
  revoked: "pairing_revoked",
};

/** @param {Collaborators} collaborators */
export function createLink({ fetch, keys, isAllowed, now }) {
  const { running, hello } = createProbe(fetch);
  /** @type {{pairing: Pairing, at: number} | null} */
  let proof = null;
  /** @type {Promise<Found> | null} */
  let seeking = null;

  /** @param {Pairing} pairing @param {number} port @returns {Promise<Found>} */
  async function ready(pairing, port) {
    const proved = { ...pairing, port };
    const kept = await keys.get();
    if (port !== pairing.port && kept?.token === pairing.token) await keys.set(proved);
    proof = { pairing: proved, at: now() };
    return { standing: { state: "ready", port }, pairing: proved };
  }

  /** @param {Pairing} pairing @returns {Promise<Found>} */
  async function seekPaired(pairing) {
    const own = await hello(pairing);
    if (own === "proved") return ready(pairing, pairing.port);
    const others = await running(PORTS.filter((port) => port !== pairing.port));
    const heard = await Promise.all(others.map((port) => hello({ ...pairing, port })));
    const proved = others[heard.indexOf("proved")];
    if (proved !== undefined) return ready(pairing, proved);

    const ports = [pairing.port, ...others];
    const verdicts = [own, ...heard];
    for (const state of /** @type {const} */ (["revoked", "stranger"])) {
      const port = ports[verdicts.indexOf(state)];
      if (port !== undefined) return { standing: { state, port }, pairing };
    }
    return { standing: { state: "absent" }, pairing };
  }

  /** @returns {Promise<Found>} */
  async function look() {
    proof = null;
    if (!(await isAllowed())) return { standing: { state: "forbidden" }, pairing: null };
    const pairing = await keys.get();
    if (pairing) return seekPaired(pairing);
    return { standing: { state: "unpaired", isRunning: (await running(PORTS)).length > 0 }, pairing: null };
  }

  function seek() {
    const present =
      seeking ??
      look().finally(() => {
        if (seeking === present) seeking = null;
      });
    return (seeking = present);
  }

  /** What was being found out, or was proved, is of a pairing that is not there any more. */
  function forget() {
    seeking = null;
    proof = null;
  }

  /**
   * The pairing whose daemon has proved itself a moment ago, or just now; ApiError when there is none.
   * @param {boolean} isFresh whether it has to be now
   */
  async function proved(isFresh) {
    const kept = await keys.get();
    const age = proof ? now() - proof.at : Infinity;
    if (!isFresh && proof && proof.pairing.token === kept?.token && age >= 0 && age < PROOF_LASTS_MS)
      return proof.pairing;
    const { standing, pairing } = await seek();
    if (standing.state === "ready" && pairing) return pairing;
    if (standing.state === "ready") throw new ApiError("unreachable", "nobody is proved");
    throw new ApiError(REFUSALS[standing.state], `the link is ${standing.state}`);
  }

  return {
    /** Where we stand, looked at afresh. @returns {Promise<Standing>} */
    standing: async () => (await seek()).standing,

    /**
     * A request to the daemon that has proved itself, with the token; ApiError when there is none.
     * @param {string | URL | Request} path
     * @param {RequestInit} [init]
     */
    async fetch(path, init = {}) {
      if (typeof path !== "string" || !path.startsWith("/v1/")) throw new TypeError("a path of the API only");
      const { port, token } = await proved((init.method ?? "GET") !== "GET");
      const headers = new Headers(init.headers);
      headers.set("Authorization", `Bearer ${token}`);
      try {
        const response = await fetch(originOf(port) + path, { ...init, ...OPTIONS, headers });
        if (response.status === 401) proof = null;
        return response;
      } catch (error) {
        if (!isAbort(error)) proof = null;
        throw error;
      }
    },

    /**
     * Become a client of the daemon on a port; ApiError when it says no, DaemonNotProved when it is somebody else.
     * @param {string} code
     * @param {{port: number, name: string}} to
     */
    async connect(code, { port, name }) {
      const trade = {
        fetch: /** @type {typeof globalThis.fetch} */ (within(fetch, TRADE_LIMIT_MS)),
        base: originOf(port),
      };
      const { client, token } = await tradeCode(code, { ...trade, port, name }).catch((error) => {
        throw error instanceof ApiError || error instanceof DaemonNotProved
          ? error
          : new DaemonNotProved(String(error));
      });
      const pairing = { port, client, token };
      if ((await hello(pairing)) !== "proved") throw new DaemonNotProved("no hello");
      await keys.set(pairing);
      forget();
    },

    /** The ports of the range on which Atshot says that it runs: each user of the machine may have one. */
    findDaemons: () => running(PORTS),

    /** Whether there is anybody to send to, running or not. */
    isPaired: async () => (await keys.get()) !== null,

    /** Forget the pairing. */
    async disconnect() {
      await keys.set(null);
      forget();
    },
  };
}
