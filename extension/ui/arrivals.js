// Captures that others make while the page is open: the tray, the extension, the command line. Knows no element.

import { isAbort, troubleOf } from "./errors.js";
import { createStore, watch } from "./store.js";
import { followItem, newItem } from "./uploads.js";

/** @typedef {import("./types.js").Capture} Capture */
/**
 * @typedef {object} Collaborators
 * @property {import("./api.js").Client} client
 * @property {import("./uploads.js").Uploads} uploads
 * @property {() => string} newKey
 * @property {() => boolean} isBusy whether a new picture would be in the user's way now
 * @property {AbortSignal} signal
 */

/**
 * What looks for new captures and adds them to the pictures of the page; the first look only learns what there is.
 * @param {Collaborators} collaborators
 */
export function createArrivals({ client, uploads, newKey, isBusy, signal }) {
  /** @type {Set<string> | null} */
  let known = null;
  let isLooking = false;
  /** @type {Set<string>} */
  const ours = new Set();
  /** @type {WeakSet<import("./uploads.js").ItemStore>} */
  const watched = new WeakSet();

  // From the moment on that it has an id: what the user takes off the page later must not come back.
  const note = (/** @type {import("./types.js").Item} */ { capture }) => capture && ours.add(capture.id);
  watch(
    uploads.items,
    (items) => {
      for (const item of items) {
        if (!watched.has(item)) watch(item, note, signal);
        watched.add(item);
      }
    },
    signal,
  );

  // A picture of our own that is on its way may be at the daemon already, under an id that we have not heard yet.
  const isSending = () => uploads.items.get().some((item) => !item.get().capture && !item.get().trouble);

  /** @param {Capture} capture */
  async function adopt(capture) {
    const source = capture.source ?? "file";
    const item = createStore(newItem({ key: newKey(), stage: "sent", source, capture }));
    uploads.items.set([...uploads.items.get(), item]);
    try {
      await followItem(client, item, signal);
    } catch (error) {
      if (!isAbort(error)) item.set({ ...item.get(), trouble: troubleOf(error) });
    }
  }

  async function look() {
    const { captures } = await client.captures({}, signal);
    if (known && (isBusy() || isSending())) return;
    const before = known;
    known = new Set([...captures.map(({ id }) => id), ...(before ?? [])]);
    if (!before) return;
    const last = captures.findIndex(({ id }) => before.has(id));
    const fresh = last < 0 ? captures : captures.slice(0, last);
    for (const capture of fresh.reverse()) if (!ours.has(capture.id)) void adopt(capture);
  }

  return {
    /** Look now, unless we are at it; a daemon that cannot be asked is asked the next time. */
    async look() {
      if (isLooking) return;
      isLooking = true;
      try {
        await look();
      } catch {
        // Whatever the user does next tells what is wrong.
      } finally {
        isLooking = false;
      }
    },
  };
}
