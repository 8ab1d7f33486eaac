// What can be taken back, last first. Knows no task and no capture.

import { createStore } from "./store.js";

// More steps than anybody remembers having made.
const MAX_STEPS = 50;

/**
 * A stack of changes; the store's value is the list of them, oldest first.
 * @param {(error: unknown) => void} onFailure
 */
export function createUndo(onFailure) {
  const steps = createStore(/** @type {import("./types.js").Undoable[]} */ ([]));
  return {
    ...steps,
    /**
     * Remember how to take a change back.
     * @param {string} label
     * @param {() => Promise<void>} revert
     */
    push(label, revert) {
      steps.set([...steps.get(), { label, revert }].slice(-MAX_STEPS));
    },
    /** Take the last change back; whether one was. One that cannot be is told and forgotten. */
    async undoLast() {
      const last = steps.get().at(-1);
      if (!last) return false;
      steps.set(steps.get().slice(0, -1));
      try {
        await last.revert();
        return true;
      } catch (error) {
        onFailure(error);
        return false;
      }
    },
  };
}
