// Where pictures come in, and the ones that came. Knows the uploads, no daemon.

import { button, fill, h, icon } from "../dom.js";
import { watch } from "../store.js";
import { captureView } from "./capture.js";
import { privacyStrip } from "./parts.js";
import { queueStrip } from "./queue.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../uploads.js").ItemStore} ItemStore */

/**
 * The first view: an invitation, or the pictures of this visit.
 * @param {Context} context
 * @param {AbortSignal} signal
 */
export function homeView(context, signal) {
  const { t, uploads } = context;
  const input = h("input", {
    type: "file",
    accept: "image/*",
    multiple: true,
    class: "visually-hidden",
    tabindex: "-1",
    "aria-hidden": "true",
  });
  input.addEventListener("change", () => {
    uploads.add(input.files ?? [], "file");
    input.value = "";
  });
  const choose = () => input.click();
  const title = h("h1", {}, t("drop_title"));
  const place = h("div", { class: "place" });
  const shown = h("div", { class: "shown" });
  /** @type {ItemStore | null} */
  let chosen = null;
  /** @type {AbortController | null} */
  let viewing = null;
  signal.addEventListener("abort", () => viewing?.abort());

  /** @param {ItemStore | undefined} item */
  function select(item) {
    if (!item || chosen === item) return;
    chosen = item;
    viewing?.abort();
    viewing = new AbortController();
    const onDeleted = () => uploads.drop(item.get().key);
    fill(shown, captureView(context, item, { signal: viewing.signal, onDeleted }));
    strip.select(item);
  }

  const strip = queueStrip(context, { onSelect: select, onAdd: choose, signal });
  // Items, not keys: an item keeps its place in the view when it gets another key.
  let known = new Set(uploads.items.get());

  watch(
    uploads.items,
    (items) => {
      title.classList.toggle("visually-hidden", items.length > 0);
      if (!items.length) {
        chosen = null;
        viewing?.abort();
        fill(shown);
        fill(place, invitation(context, choose), example(context), privacyStrip(context, null));
      } else {
        fill(place, strip.element);
        strip.update(items);
        const fresh = items.find((item) => !known.has(item));
        if (fresh) select(fresh);
        else if (!chosen || !items.includes(chosen)) select(items.at(-1));
      }
      known = new Set(items);
    },
    signal,
  );
  context.status.subscribe(() => {
    if (!uploads.items.get().length) place.querySelector(".privacy")?.replaceWith(privacyStrip(context, null));
  }, signal);
  return h("div", { class: "page home" }, title, place, shown, input);
}

/** @param {Context} context @param {() => void} choose */
function invitation({ t }, choose) {
  const [before = "", after = ""] = t("drop_paste").split("{key}");
  const key = /mac/i.test(navigator.userAgent) ? "⌘V" : "Ctrl+V";
  return h(
    "div",
    { class: "drop", "data-drop": true },
    notes(),
    h("p", { class: "drop-lead" }, t("drop_lead")),
    h(
      "p",
      { class: "drop-actions" },
      button(t("drop_choose"), choose, { icon: "picture", class: "button primary large" }),
      h("span", { class: "muted" }, before, h("kbd", {}, key), after),
    ),
    h("p", { class: "muted small" }, t("drop_limits")),
  );
}

/** Three notes on a board: what this is about, at a glance. */
function notes() {
  const note = (/** @type {string} */ colour) =>
    h("div", { class: `note ${colour}` }, h("i", {}), h("i", {}), h("i", {}));
  return h("div", { class: "notes", "aria-hidden": "true" }, note("yellow"), note("green"), note("blue"));
}

/** @param {Context} context */
function example({ t }) {
  const lines = /** @type {const} */ ([
    ["example_1", "high"],
    ["example_2", "medium"],
    ["example_3", "low"],
  ]);
  const rows = lines.map(([key, priority]) =>
    h(
      "li",
      { "data-priority": priority },
      icon("check"),
      h("span", { class: "example-text" }, t(key)),
      h("span", { class: "chip priority" }, t(`priority_${priority}`)),
    ),
  );
  return h(
    "section",
    { class: "example", "aria-labelledby": "example-title" },
    h("h2", { id: "example-title" }, t("drop_example")),
    h("ul", {}, ...rows),
  );
}
