// The items of a view and the keys that they go by. Knows no record and no browser.

import { createStore } from "./ui/store.js";

/** @typedef {import("./ui/types.js").Item} Item */
/** @typedef {import("./ui/uploads.js").ItemStore} ItemStore */

/**
 * Replace some of what an item says.
 * @param {ItemStore} item
 * @param {Partial<Item>} change
 */
export const changeItem = (item, change) => item.set({ ...item.get(), ...change });

/** The items, newest last; the store tells of a list that has changed, not of an item that has. */
export function createItems() {
  const list = createStore(/** @type {ItemStore[]} */ ([]));
  /** @type {Map<string, ItemStore>} */
  const byKey = new Map();

  return {
    list,
    /** @param {string} key */
    get: (key) => byKey.get(key),
    keys: () => new Set(byKey.keys()),
    /** @param {ItemStore[]} items those that are there already keep their place */
    add(items) {
      for (const item of items) byKey.set(item.get().key, item);
      const fresh = items.filter((item) => !list.get().includes(item));
      if (fresh.length) list.set([...list.get(), ...fresh]);
    },
    /** @param {string} key */
    remove(key) {
      const item = byKey.get(key);
      byKey.delete(key);
      if (item) list.set(list.get().filter((each) => each !== item));
    },
    /** @param {ItemStore} item @param {string} key */
    rename(item, key) {
      byKey.delete(item.get().key);
      byKey.set(key, item);
      changeItem(item, { key });
    },
  };
}
