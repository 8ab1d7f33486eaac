// The captures whose items are watched until they are read. Knows the client and the items, no record.

import { isAbort, troubleOf } from "./ui/errors.js";
import { followItem } from "./ui/uploads.js";
import { patiently } from "./ui/waiting.js";
import { changeItem } from "./view-items.js";

/** @typedef {import("./ui/uploads.js").ItemStore} ItemStore */

const GONE = new Set(["not_found", "picture_gone"]);

/**
 * `onGone` is told the key of a capture that the daemon does not have any more.
 * @param {{client: import("./ui/api.js").Client, pause: import("./ui/waiting.js").Pause,
 *   onGone: (key: string) => void, signal: AbortSignal}} collaborators
 */
export function createFollowing({ client, pause, onGone, signal }) {
  /** @type {Map<string, AbortController>} */
  const following = new Map();

  /** @param {ItemStore} item @param {string} id @param {AbortSignal} ends */
  async function follow(item, id, ends) {
    const capture = await patiently(() => client.capture(id, ends), { pause, onWait: () => {}, signal: ends });
    changeItem(item, { capture, stage: "sent", trouble: null });
    await followItem(client, item, ends);
  }

  return {
    /**
     * Follow an item to its end, unless that goes on or is over already; what failed is tried anew.
     * @param {ItemStore} item
     * @param {string} id
     */
    async begin(item, id) {
      const { key } = item.get();
      if (following.has(key)) return;
      const controller = new AbortController();
      following.set(key, controller);
      try {
        await follow(item, id, AbortSignal.any([controller.signal, signal]));
      } catch (error) {
        if (isAbort(error)) return;
        following.delete(key);
        const trouble = troubleOf(error);
        if (GONE.has(trouble.code)) onGone(key);
        else changeItem(item, { trouble });
      }
    },
    /** @param {string} key */
    end(key) {
      following.get(key)?.abort();
      following.delete(key);
    },
  };
}
