// A question that must be answered before something is lost for good.

import { button, h } from "../dom.js";

/**
 * Ask; false for Escape and for the button that changes nothing, which has the focus at first.
 * @param {{title: string, lead: string, yes: string, no: string}} words
 * @returns {Promise<boolean>}
 */
export function askForConfirmation({ title, lead, yes, no }) {
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { "aria-labelledby": "confirm-title", "aria-describedby": "confirm-lead" },
      h("h2", { id: "confirm-title" }, title),
      h("p", { id: "confirm-lead" }, lead),
      h(
        "div",
        { class: "row-end" },
        button(no, () => dialog.close(), { autofocus: true }),
        button(yes, () => dialog.close("yes"), { class: "button danger solid", "data-act": "confirm" }),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
