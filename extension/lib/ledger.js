// The records of what was captured, each under a key of its own. Knows a storage area, no browser and no daemon.

import { createTurns } from "./turns.js";

/** @typedef {import("../ui/types.js").Trouble & {kind?: string}} Trouble */
/** @typedef {"tab" | "region" | "picture" | "clipboard" | "file"} Source */
/** @typedef {{source: Source, name: string}} About */
/**
 * @typedef {object} CaptureRecord
 * @property {string} key the picture's in the database, and the request's Idempotency-Key
 * @property {number} at ms
 * @property {string} today the day from which "tomorrow" counts
 * @property {Source} source
 * @property {string} name
 * @property {"queued" | "sent" | "done" | "failed"} state
 * @property {string | null} id the capture's in the daemon, once it has it
 * @property {string | null} waitsFor the code of what keeps a queued one from being sent
 * @property {Trouble | null} trouble
 * @property {number | null} tasks open ones, once it is read
 * @property {boolean} isSeen a view has shown how it ended
 */
/**
 * @typedef {object} Area as storage.local
 * @property {(key: string | null) => Promise<Record<string, any>>} get
 * @property {(items: Record<string, unknown>) => Promise<void>} set
 * @property {(key: string) => Promise<void>} remove
 */
/** @typedef {ReturnType<typeof createLedger>} Ledger */

export const PREFIX = "capture:";

/** @param {CaptureRecord} record */
export const isOpen = (record) => record.state === "queued" || record.state === "sent";

/**
 * The records in this area; what is written at once is written one after the other, and what was removed stays away.
 * @param {Area} area
 */
export function createLedger(area) {
  const inTurn = createTurns();

  /** @param {string} key @returns {Promise<CaptureRecord | null>} */
  const get = async (key) => (await area.get(PREFIX + key))[PREFIX + key] ?? null;

  return {
    get,
    /** All of them, oldest first. @returns {Promise<CaptureRecord[]>} */
    async all() {
      const found = Object.entries(await area.get(null)).filter(([name]) => name.startsWith(PREFIX));
      return found.map(([, record]) => record).sort((one, other) => one.at - other.at);
    },
    /** @param {CaptureRecord} record */
    add: (record) => inTurn(() => area.set({ [PREFIX + record.key]: record })),
    /**
     * The record after the change; null when it is not there any more.
     * @param {string} key
     * @param {Partial<CaptureRecord>} change
     */
    update: (key, change) =>
      inTurn(async () => {
        const record = await get(key);
        if (!record) return null;
        const changed = { ...record, ...change };
        await area.set({ [PREFIX + key]: changed });
        return changed;
      }),
    /** @param {string} key */
    remove: (key) => inTurn(() => area.remove(PREFIX + key)),
  };
}
