// Pictures on their way to the daemon, each until it is read. Knows the client and the events, no element.

import { isAbort, troubleOf } from "./errors.js";
import { applied } from "./live.js";
import { createStore } from "./store.js";
import { patiently } from "./waiting.js";

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./store.js").Store<Item>} ItemStore */
/** @typedef {ReturnType<typeof createUploads>} Uploads */
/**
 * @typedef {object} Collaborators
 * @property {import("./api.js").Client} client
 * @property {(file: Blob) => Promise<import("./types.js").Picture>} prepare
 * @property {import("./waiting.js").Pause} pause
 * @property {() => string} newKey
 */

/**
 * An item nothing is known of but its name.
 * @param {Partial<Item>} known
 * @returns {Item}
 */
export function newItem(known) {
  const empty = {
    key: "",
    name: "",
    source: "file",
    stage: /** @type {const} */ ("checking"),
    picture: null,
    capture: null,
  };
  return { ...empty, lines: [], trouble: null, isCut: false, waitsFor: null, ...known };
}

/**
 * Follow the capture of an item until it is read or failed.
 * @param {import("./api.js").Client} client
 * @param {ItemStore} item
 * @param {AbortSignal} signal
 */
export async function followItem(client, item, signal) {
  const { capture } = item.get();
  if (!capture || capture.state === "done" || capture.state === "failed") return;
  const onCut = (/** @type {boolean} */ isCut) => item.set({ ...item.get(), isCut });
  for await (const event of client.events(capture.id, { signal, onCut })) item.set(applied(item.get(), event));
}

/**
 * The pictures of this page, newest last; the store's value is the list of their stores.
 * @param {Collaborators} collaborators
 */
export function createUploads({ client, prepare, pause, newKey }) {
  const items = createStore(/** @type {ItemStore[]} */ ([]));
  /** @type {Map<string, AbortController>} */
  const running = new Map();
  // One picture at a time on the wire, in the order in which they were dropped.
  let turn = Promise.resolve();

  /** @param {ItemStore} item @param {Partial<Item>} change */
  const change = (item, change) => item.set({ ...item.get(), ...change });

  /** @param {ItemStore} item @param {AbortSignal} signal */
  async function send(item, signal) {
    const { picture, source, key } = item.get();
    if (!picture || signal.aborted) return;
    change(item, { stage: "sending", trouble: null });
    const capture = await patiently(() => client.send(picture.blob, { source, key, signal }), {
      pause,
      onWait: (error) => change(item, { stage: "patient", waitsFor: error.code }),
      signal,
    });
    change(item, { stage: "sent", capture, waitsFor: null });
  }

  /** @param {ItemStore} item @param {Blob | null} file */
  async function look(item, file) {
    if (file) change(item, { picture: await prepare(file) });
  }

  /** @param {ItemStore} item @param {Blob | null} file @param {AbortSignal} signal */
  async function drive(item, file, signal) {
    // All are looked at at once, and sent in the order in which they came.
    const looked = look(item, file);
    looked.catch(() => {});
    const sent = turn.then(() => looked).then(() => send(item, signal));
    turn = sent.catch(() => {});
    try {
      await looked;
      await sent;
      await followItem(client, item, signal);
    } catch (error) {
      if (isAbort(error)) return;
      change(item, { stage: item.get().capture ? "sent" : "refused", trouble: troubleOf(error) });
    }
  }

  /** @param {ItemStore} item @param {Blob | null} file */
  function start(item, file) {
    const controller = new AbortController();
    running.set(item.get().key, controller);
    return drive(item, file, controller.signal);
  }

  /** @param {string} key */
  function drop(key) {
    running.get(key)?.abort();
    running.delete(key);
    items.set(items.get().filter((item) => item.get().key !== key));
  }

  return {
    items,
    /**
     * Send these files, each as a picture of its own; their items.
     * @param {Iterable<File>} files
     * @param {string} source
     */
    add(files, source) {
      const fresh = [...files].map((file) => ({
        file,
        item: createStore(newItem({ key: newKey(), name: file.name, source })),
      }));
      items.set([...items.get(), ...fresh.map(({ item }) => item)]);
      for (const { file, item } of fresh) void start(item, file);
      return fresh.map(({ item }) => item);
    },
    /**
     * Send the same picture again, under a new key.
     * @param {ItemStore} item
     */
    retry(item) {
      drop(item.get().key);
      item.set(newItem({ ...item.get(), key: newKey(), stage: "sending", capture: null, trouble: null, lines: [] }));
      items.set([...items.get(), item]);
      return start(item, null);
    },
    /** Forget an item, sent or not. */
    drop,
  };
}
