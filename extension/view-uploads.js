// The pictures of a view: the background's records, seen as the shared page's items. Knows no browser.

import { isOpen } from "./lib/ledger.js";
import { isAbort, troubleOf } from "./ui/errors.js";
import { createStore } from "./ui/store.js";
import { followItem, newItem } from "./ui/uploads.js";
import { patiently } from "./ui/waiting.js";
import { changeItem, createItems } from "./view-items.js";

/** @typedef {import("./lib/ledger.js").CaptureRecord} CaptureRecord */
/** @typedef {import("./ui/types.js").Item} Item */
/** @typedef {import("./ui/uploads.js").ItemStore} ItemStore */
/** @typedef {import("./lib/ledger.js").Trouble} Trouble */
/** @typedef {{type: string} & Record<string, unknown>} Message */
/** @typedef {{key?: string, trouble?: Trouble}} Answer */
/**
 * @typedef {object} Collaborators
 * @property {import("./ui/api.js").Client} client
 * @property {{all: () => Promise<CaptureRecord[]>}} records oldest first
 * @property {(listener: () => void, signal: AbortSignal) => void} onRecords
 * @property {{get: (key: string) => Promise<Blob | null>, set: (key: string, blob: Blob) => Promise<unknown>}} pictures
 * @property {(message: Message) => Promise<Answer>} send to the background
 * @property {(file: Blob) => Promise<import("./ui/types.js").Picture>} prepare
 * @property {import("./ui/waiting.js").Pause} pause
 * @property {() => string} newKey
 * @property {(record: CaptureRecord) => void} onRefused told of a capture that never came about
 * @property {boolean} hasNewest whether the newest record is shown even when it was seen before
 * @property {AbortSignal} signal
 */

const GONE = new Set(["not_found", "picture_gone"]);
// Why there is no picture at all.
const NEVER_TAKEN = new Set(["page_forbidden", "click_needed", "capture_failed", "picture_unreachable"]);

/**
 * Whether this record only tells that nothing could be captured.
 * @param {CaptureRecord} record
 */
export const isRefusal = ({ state, id, trouble }) =>
  state === "failed" && id === null && trouble !== null && NEVER_TAKEN.has(trouble.code);

/**
 * The records that a view shows, oldest first: what is on its way or unseen, and what the view showed before.
 * @param {CaptureRecord[]} records
 * @param {{known: ReadonlySet<string>, hasNewest: boolean}} options
 */
export function shownRecords(records, { known, hasNewest }) {
  const newest = hasNewest ? records.at(-1)?.key : null;
  return records.filter((record) => known.has(record.key) || isOpen(record) || !record.isSeen || record.key === newest);
}

/**
 * What a record says about its item.
 * @param {CaptureRecord} record
 * @returns {Pick<Item, "key" | "name" | "source" | "stage" | "waitsFor" | "trouble">}
 */
export function itemOf({ key, name, source, state, id, waitsFor, trouble }) {
  const known = { key, name, source, waitsFor, trouble: null };
  if (state === "queued") return { ...known, stage: waitsFor ? "patient" : "sending" };
  // What the daemon could not read is told by the capture itself.
  if (state === "failed" && id === null) {
    return { ...known, stage: "refused", trouble: trouble ?? { code: "internal", message: "" } };
  }
  return { ...known, stage: "sent" };
}

/**
 * The uploads of a view, and `capture` for what the background is asked to take.
 * @param {Collaborators} collaborators
 */
export function createRecordUploads(collaborators) {
  const { client, records, onRecords, pictures, send, prepare, pause, newKey, onRefused, hasNewest, signal } =
    collaborators;
  const items = createItems();
  /** @type {Map<string, AbortController>} */
  const following = new Map();
  // Keys of which the background has a record.
  const recorded = new Set();
  const dropped = new Set();
  let asked = 0;
  let isFirst = true;

  /** @param {string} key */
  function leave(key) {
    following.get(key)?.abort();
    following.delete(key);
    recorded.delete(key);
  }

  /** @param {string} key */
  function drop(key) {
    const isRecorded = recorded.has(key);
    dropped.add(key);
    leave(key);
    items.remove(key);
    if (isRecorded) void send({ type: "forget", key });
  }

  /** @param {ItemStore} item @param {string} id */
  async function follow(item, id) {
    const { key } = item.get();
    const controller = new AbortController();
    following.set(key, controller);
    const ends = AbortSignal.any([controller.signal, signal]);
    try {
      const capture = await patiently(() => client.capture(id, ends), { pause, onWait: () => {}, signal: ends });
      changeItem(item, { capture, stage: "sent" });
      await followItem(client, item, ends);
    } catch (error) {
      const trouble = troubleOf(error);
      if (isAbort(error)) return;
      if (GONE.has(trouble.code)) drop(key);
      else changeItem(item, { trouble });
    }
  }

  /** @param {ItemStore} item */
  async function showKept(item) {
    const blob = await pictures.get(item.get().key);
    if (!blob || item.get().picture) return;
    const picture = await prepare(blob).catch(() => null); // its own trouble says what is wrong with it
    if (picture) changeItem(item, { picture });
  }

  /** @param {CaptureRecord} record */
  function take(record) {
    const known = items.get(record.key);
    const item = known ?? createStore(newItem(itemOf(record)));
    if (known) changeItem(known, itemOf(record));
    recorded.add(record.key);
    if (record.id !== null && !following.has(record.key)) void follow(item, record.id);
    else if (record.id === null && !item.get().picture) void showKept(item);
    return item;
  }

  /** @param {CaptureRecord} record */
  function refuse(record) {
    dropped.add(record.key);
    onRefused(record);
    void send({ type: "forget", key: record.key });
  }

  async function look() {
    const all = await records.all();
    if (signal.aborted) return;
    const fresh = all.filter(({ key }) => !dropped.has(key));
    fresh.filter(isRefusal).forEach(refuse);
    const there = new Set(all.map(({ key }) => key));
    for (const key of [...recorded].filter((each) => !there.has(each))) {
      leave(key);
      items.remove(key);
    }
    const told = fresh.filter((record) => !isRefusal(record));
    const shown = shownRecords(told, { known: items.keys(), hasNewest: hasNewest && isFirst });
    isFirst = false;
    // What comes while we ask for a capture is most likely that one: its key says, which we have soon.
    const ours = shown.filter(({ key }) => asked === 0 || items.get(key));
    items.add(ours.map(take));
    for (const record of ours) if (!isOpen(record) && !record.isSeen) void send({ type: "see", key: record.key });
  }

  /**
   * Wait until the background has said which record this item has; until then new records are left alone.
   * @param {ItemStore} item
   * @param {Promise<Answer>} asking
   * @returns {Promise<Answer>}
   */
  async function answered(item, asking) {
    asked += 1;
    const answer = await asking.catch((error) => /** @type {Answer} */ ({ trouble: troubleOf(error) }));
    if (answer.key) items.rename(item, answer.key);
    asked -= 1;
    return answer;
  }

  /** @param {ItemStore} item @param {Blob} file */
  async function submit(item, file) {
    const { key, source, name } = item.get();
    try {
      const picture = await prepare(file);
      changeItem(item, { picture, stage: "sending" });
      await pictures.set(key, picture.blob);
      const { trouble } = await send({ type: "accept", key, source, name });
      if (trouble) changeItem(item, { stage: "refused", trouble });
    } catch (error) {
      changeItem(item, { stage: "refused", trouble: troubleOf(error) });
    }
  }

  onRecords(() => void look(), signal);

  return {
    items: items.list,
    /** Take what the background has; to be called once, before the view is shown. */
    look,
    /**
     * Hand these files to the background, each as a picture of its own; their items.
     * @param {Iterable<File>} files
     * @param {string} source
     */
    add(files, source) {
      const fresh = [...files].map((file) => ({
        file,
        item: createStore(newItem({ key: newKey(), name: file.name, source })),
      }));
      items.add(fresh.map(({ item }) => item));
      for (const { file, item } of fresh) void submit(item, file);
      return fresh.map(({ item }) => item);
    },
    /**
     * Show a picture that the background was asked for, once it is there; what hindered it, or null.
     * @param {Promise<Answer>} asking
     */
    async capture(asking) {
      const item = createStore(newItem({ key: newKey(), source: "tab" }));
      items.add([item]);
      const { key, trouble = null } = await answered(item, asking);
      if (!key) items.remove(item.get().key);
      await look();
      return trouble;
    },
    /**
     * Send the same picture again, under a new key.
     * @param {ItemStore} item
     */
    async retry(item) {
      const { key } = item.get();
      leave(key);
      changeItem(item, { stage: "sending", capture: null, trouble: null, lines: [] });
      const { trouble } = await answered(item, send({ type: "retry", key }));
      if (trouble) return changeItem(item, { stage: "refused", trouble });
      await look();
    },
    /** Forget an item, sent or not. */
    drop,
  };
}
