// The pictures of a view: the background's records, seen as the shared page's items. Knows no browser.

import { isOpen } from "./lib/ledger.js";
import { troubleOf } from "./ui/errors.js";
import { createStore } from "./ui/store.js";
import { newItem } from "./ui/uploads.js";
import { createFollowing } from "./view-follow.js";
import { changeItem, createItems } from "./view-items.js";

/** @typedef {import("./lib/ledger.js").CaptureRecord} CaptureRecord */
/** @typedef {import("./ui/types.js").Item} Item */
/** @typedef {import("./ui/uploads.js").ItemStore} ItemStore */
/** @typedef {import("./lib/ledger.js").Trouble} Trouble */
/** @typedef {{type: string} & Record<string, unknown>} Message */
/** @typedef {{key?: string, trouble?: Trouble}} Answer */
/** @typedef {import("./lib/ledger.js").About} About */
/**
 * @typedef {object} Pictures
 * @property {(key: string) => Promise<Blob | null>} get
 * @property {(key: string, blob: Blob, about: About) => Promise<unknown>} set
 * @property {(key: string) => Promise<unknown>} delete
 */
/**
 * @typedef {object} Collaborators
 * @property {import("./ui/api.js").Client} client
 * @property {{all: () => Promise<CaptureRecord[]>}} records oldest first
 * @property {(listener: () => void, signal: AbortSignal) => void} onRecords
 * @property {Pictures} pictures
 * @property {(message: Message) => Promise<Answer>} send to the background
 * @property {(file: Blob) => Promise<import("./ui/types.js").Picture>} prepare
 * @property {import("./ui/waiting.js").Pause} pause
 * @property {() => string} newKey
 * @property {() => boolean} isVisible whether anybody can see what the view shows
 * @property {(record: CaptureRecord) => void} onRefused told of a capture that never came about
 * @property {boolean} hasNewest whether the newest record is shown even when it was seen before
 * @property {AbortSignal} signal
 */

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
  const { client, records, onRecords, pictures, send, prepare, pause, newKey, signal } = collaborators;
  const { isVisible, onRefused, hasNewest } = collaborators;
  const items = createItems();
  const following = createFollowing({ client, pause, onGone: drop, signal });
  // Keys of which the background has a record.
  const recorded = new Set();
  const dropped = new Set();
  let asked = 0;
  let isFirst = true;

  /** @param {string} key */
  function leave(key) {
    following.end(key);
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
    if (record.id !== null) void following.begin(item, record.id);
    else if (!item.get().picture) void showKept(item);
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
    if (isVisible()) fresh.filter(isRefusal).forEach(refuse);
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
    const news = isVisible() ? ours.filter((record) => !isOpen(record) && !record.isSeen) : [];
    for (const { key } of news) void send({ type: "see", key });
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

  /**
   * Put a file where the background finds it and tell so, before it is looked at: a popup may be closed at any moment.
   * @param {string} key
   * @param {Blob} file
   * @param {About} about
   */
  async function keep(key, file, about) {
    await pictures.set(key, file, about);
    void send({ type: "resume" });
    try {
      const picture = await prepare(file);
      await pictures.set(key, picture.blob, about);
      return picture;
    } catch (error) {
      await pictures.delete(key);
      throw error;
    }
  }

  /** @param {ItemStore} item @param {Blob} file */
  async function submit(item, file) {
    const { key, source, name } = item.get();
    const about = /** @type {About} */ ({ source, name });
    try {
      const picture = await keep(key, file, about);
      if (dropped.has(key)) return void (await send({ type: "forget", key }));
      changeItem(item, { picture, stage: "sending" });
      const { trouble } = await send({ type: "accept", key, ...about });
      if (dropped.has(key)) await send({ type: "forget", key });
      else if (trouble) changeItem(item, { stage: "refused", trouble });
    } catch (error) {
      changeItem(item, { stage: "refused", trouble: troubleOf(error) });
    }
  }

  onRecords(() => void look(), signal);

  return {
    items: items.list,
    /** Take what the background has; to be called before the view is shown, and when it can be seen again. */
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
