// Where the records and the short-lived marks are. Knows storage.local and storage.session, no daemon.

import { createLedger, PREFIX } from "../lib/ledger.js";
import { createTurns } from "../lib/turns.js";
import { api } from "./api.js";

/** @typedef {import("../lib/ledger.js").CaptureRecord} CaptureRecord */

/** The background writes them, views read them. */
export const records = createLedger(api.storage.local);

/**
 * Calls the listener whenever a record has come, changed or gone, until the signal aborts.
 * @param {() => void} listener
 * @param {AbortSignal} [signal]
 */
export function onRecords(listener, signal) {
  /** @param {Record<string, unknown>} changes @param {string} area */
  const look = (changes, area) => {
    if (area === "local" && Object.keys(changes).some((name) => name.startsWith(PREFIX))) listener();
  };
  api.storage.onChanged.addListener(look);
  signal?.addEventListener("abort", () => api.storage.onChanged.removeListener(look), { once: true });
}

const inTurn = createTurns();

/** What the background waits for from a tab; gone with the browser. */
export const marks = {
  /** @param {string} name @param {object} value */
  put: (name, value) => inTurn(() => api.storage.session.set({ [name]: { ...value, at: Date.now() } })),
  /**
   * The mark, which is gone by then; null when there is none or it is too old.
   * @param {string} name
   * @param {number} limitMs
   */
  take: (name, limitMs) =>
    inTurn(async () => {
      /** @type {Record<string, any>} */
      const found = await api.storage.session.get(name);
      await api.storage.session.remove(name);
      const mark = found[name];
      return mark && Date.now() - mark.at < limitMs ? mark : null;
    }),
};

/** A call of the API, which lets a worker live for another 30 s. */
export const keepAlive = () => api.storage.session.set({ alive: Date.now() });
