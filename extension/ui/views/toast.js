// One line at the bottom that says what has just happened, with a way back. Knows timers, no task.

import { button, fill, h } from "../dom.js";

const SHOWN_MS = 4000;
// Time enough to read it, think, and reach the button.
const SHOWN_WITH_ACTION_MS = 9000;

/** The place of the toasts; the newest replaces the one before, and none goes while pointer or focus is on it. */
export function toastPlace() {
  const element = h("div", { class: "toasts", role: "status" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {number} milliseconds */
  function hideAfter(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (element.matches(":hover, :focus-within")) hideAfter(milliseconds);
      else fill(element);
    }, milliseconds);
  }

  return {
    element,
    /** @param {string} text @param {{action?: {label: string, run: () => void}, isTrouble?: boolean}} [options] */
    show(text, { action, isTrouble = false } = {}) {
      const run = () => {
        fill(element);
        action?.run();
      };
      const way = action
        ? button(action.label, run, { icon: "undo", class: "toast-button", "data-act": "undo" })
        : null;
      fill(element, h("div", { class: isTrouble ? "toast is-trouble" : "toast" }, h("span", {}, text), way));
      hideAfter(action || isTrouble ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
    },
  };
}
