// The extension's own IndexedDB: pictures that are on their way, and the pairing. Knows no content script can see it.

/** @typedef {import("../lib/ledger.js").About} About */
/** @typedef {{port: number, client: string, token: string}} Pairing */

const NAME = "atshot";
const VERSION = 1;
const PICTURES = "pictures";
const KEYS = "keys";
const PAIRING = "pairing";

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function open() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    for (const store of [PICTURES, KEYS]) request.result.createObjectStore(store);
  };
  const database = await answerOf(request);
  const leave = () => {
    opening = null;
    database.close();
  };
  database.onversionchange = leave;
  database.onclose = leave;
  return database;
}

function opened() {
  opening ??= open().catch((error) => {
    opening = null;
    throw error;
  });
  return opening;
}

/**
 * @template T
 * @param {string} store
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 */
async function read(store, ask) {
  return await answerOf(ask((await opened()).transaction(store).objectStore(store)));
}

/**
 * On the disk once the promise is kept.
 * @param {string} store
 * @param {(store: IDBObjectStore) => void} change
 */
async function write(store, change) {
  const transaction = (await opened()).transaction(store, "readwrite", { durability: "strict" });
  change(transaction.objectStore(store));
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
}

/** The pictures that the daemon does not have yet, or has refused; by the key of their record. */
export const pictures = {
  /** @param {string} key @returns {Promise<Blob | null>} */
  async get(key) {
    return (await read(PICTURES, (store) => store.get(key)))?.blob ?? null;
  },
  /**
   * @param {string} key
   * @param {Blob} blob
   * @param {About} [about] of which a record can be made, should nobody ask for it
   */
  set: (key, blob, about) => write(PICTURES, (store) => store.put({ blob, at: Date.now(), about }, key)),
  /** @param {string} key */
  delete: (key) => write(PICTURES, (store) => store.delete(key)),
  /**
   * When each was put here (ms), and what was said of it then.
   * @returns {Promise<{key: string, at: number, about: About | null}[]>}
   */
  async all() {
    const store = (await opened()).transaction(PICTURES).objectStore(PICTURES);
    const [keys, values] = await Promise.all([answerOf(store.getAllKeys()), answerOf(store.getAll())]);
    return values.map(({ at, about = null }, place) => ({ key: String(keys[place]), at, about }));
  },
};

/** What makes us a client of the daemon. */
export const keys = {
  /** @returns {Promise<Pairing | null>} */
  get: async () => (await read(KEYS, (store) => store.get(PAIRING))) ?? null,
  /** @param {Pairing | null} pairing null forgets it */
  set: (pairing) => write(KEYS, (store) => (pairing ? store.put(pairing, PAIRING) : store.delete(PAIRING))),
};
