// Copy and download of a list. Knows the forms' names; the daemon writes them.

import { showTrouble } from "../changes.js";
import { button, fill, h, icon } from "../dom.js";
import { isAbort } from "../errors.js";

/** @typedef {import("../api.js").Form} Form */

const COPIED_MS = 2500;
const DOWNLOADS = /** @type {const} */ ([
  ["ics", "download_ics", ".ics"],
  ["csv", "download_csv", ".csv"],
  ["todotxt", "download_todotxt", ".todo.txt"],
]);

/**
 * The bar; `refresh` fetches the text before anybody clicks, since after an await a click may copy no more.
 * @param {import("../types.js").Context} context
 * @param {{fetchForm: (form: Form, signal?: AbortSignal) => Promise<Blob>, name: string, signal: AbortSignal}} options
 */
export function exportsBar(context, { fetchForm, name, signal }) {
  const { t } = context;
  /** @type {string | null} */
  let text = null;
  let newest = 0;

  async function refresh() {
    const mine = ++newest;
    text = null;
    try {
      const fresh = await (await fetchForm("text", signal)).text();
      if (mine === newest) text = fresh;
    } catch (error) {
      if (!isAbort(error)) text = null;
    }
  }

  /** @param {string} list */
  const write = (list) =>
    navigator.clipboard.writeText(list).then(confirm, () => context.toast(t("copy_failed"), true));
  const copy = () => {
    if (text !== null) return void write(text);
    fetchForm("text", signal)
      .then((blob) => blob.text())
      .then(write)
      .catch((error) => showTrouble(context, error));
  };
  const copyButton = button(t("copy"), copy, { icon: "copy", class: "button primary", "data-act": "copy" });
  const confirm = () => {
    fill(copyButton, icon("check"), h("span", {}, t("copied")));
    context.announce(t("copied"));
    setTimeout(() => fill(copyButton, icon("copy"), h("span", {}, t("copy"))), COPIED_MS);
  };

  const choices = DOWNLOADS.map(([form, key, ending]) => {
    const load = () =>
      void save(fetchForm(form, signal), `${name}${ending}`).catch((error) => showTrouble(context, error));
    return button(t(key), load, { class: "menu-item", "data-form": form });
  });
  return { element: h("div", { class: "exports" }, menu(context, choices, signal), copyButton), refresh };
}

/**
 * Buttons behind one word; Escape and a click elsewhere close it.
 * @param {import("../types.js").Context} context
 * @param {HTMLElement[]} items
 * @param {AbortSignal} signal
 */
function menu({ t }, items, signal) {
  const summary = h("summary", { class: "button" }, icon("download"), h("span", {}, t("download")));
  const details = h("details", { class: "menu" }, summary, h("div", { class: "menu-items" }, ...items));
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    details.open = false;
    summary.focus();
  });
  details.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(".menu-item")) details.open = false;
  });
  const onOutside = (/** @type {Event} */ event) => {
    if (event.target instanceof Node && !details.contains(event.target)) details.open = false;
  };
  document.addEventListener("pointerdown", onOutside, { signal });
  return details;
}

/** @param {Promise<Blob>} form @param {string} name */
async function save(form, name) {
  const url = URL.createObjectURL(await form);
  h("a", { href: url, download: name }).click();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
