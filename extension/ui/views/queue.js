// The pictures of this visit in a row: how each looks, how big it is, how far it has come.

import { button, fill, h, icon, iconButton } from "../dom.js";
import { thumbnail } from "../picture.js";
import { watch } from "../store.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Item} Item */
/** @typedef {import("../store.js").Store<Item>} ItemStore */

const THUMBNAIL = { width: 64, height: 44 };

/**
 * The strip; each item is updated by itself.
 * @param {Context} context
 * @param {{onSelect: (item: ItemStore) => void, onAdd: () => void, signal: AbortSignal}} options
 */
export function queueStrip(context, { onSelect, onAdd, signal }) {
  const { t } = context;
  /** @type {Map<ItemStore, HTMLElement>} */
  const rows = new Map();
  const list = h("ul", { "aria-label": t("queue") });
  // In a small window only the sign is left to see.
  const addProps = {
    icon: /** @type {const} */ ("picture"),
    title: t("drop_more"),
    "aria-label": t("drop_more"),
    "data-act": "add",
  };
  const element = h("div", { class: "queue" }, list, button(t("drop_more"), onAdd, addProps));
  /** @type {ItemStore | null} */
  let selected = null;

  /** @param {ItemStore} item */
  function rowOf(item) {
    const known = rows.get(item);
    if (known) return known;
    const row = queueRow(context, item, { onSelect, signal });
    rows.set(item, row);
    return row;
  }

  const mark = () => {
    for (const [item, row] of rows) {
      const open = row.querySelector("button");
      if (item === selected) open?.setAttribute("aria-current", "true");
      else open?.removeAttribute("aria-current");
    }
  };

  return {
    element,
    /** @param {ItemStore[]} items */
    update(items) {
      for (const item of [...rows.keys()]) if (!items.includes(item)) rows.delete(item);
      fill(list, ...items.map(rowOf));
      mark();
    },
    /** @param {ItemStore} item */
    select(item) {
      selected = item;
      mark();
      list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    },
  };
}

/**
 * @param {Context} context
 * @param {ItemStore} item
 * @param {{onSelect: (item: ItemStore) => void, signal: AbortSignal}} options
 */
function queueRow(context, item, { onSelect, signal }) {
  const { t, format, uploads } = context;
  const name = item.get().name || t("item_unnamed");
  const place = h("span", { class: "thumb" }, icon("picture"));
  const size = h("span", { class: "thumb-size" });
  const state = h("span", { class: "thumb-state" });
  const open = h(
    "button",
    { type: "button", class: "thumb-button", title: name, on: { click: () => onSelect(item) } },
    place,
    h("span", { class: "thumb-words" }, size, state),
  );
  const row = h(
    "li",
    {},
    open,
    iconButton("close", t("item_remove", { name }), () => uploads.drop(item.get().key)),
  );
  let isDrawn = false;
  watch(
    item,
    (now) => {
      row.dataset.state = stateOf(now);
      size.textContent = now.picture ? format.size({ ...now.picture, bytes: now.picture.blob.size }) : name;
      state.textContent = stateWords(context, now);
      if (!now.picture || isDrawn) return;
      isDrawn = true;
      thumbnail(now.picture.blob, THUMBNAIL).then(
        (canvas) => fill(place, canvas),
        () => {}, // the sign of a picture stays
      );
    },
    signal,
  );
  return row;
}

/** @param {Item} item */
function stateOf({ capture, trouble }) {
  if (trouble || capture?.state === "failed") return "trouble";
  return capture?.state === "done" ? "done" : "working";
}

/** @param {Context} context @param {Item} item */
function stateWords({ t }, item) {
  const { capture } = item;
  if (stateOf(item) === "trouble") return t("history_failed");
  if (!capture) return "…";
  const n = capture.tasks.filter((task) => !task.dismissed).length;
  if (capture.state === "done") return n ? t("item_tasks", { n }) : t("item_none");
  return n ? `${t("item_tasks", { n })} …` : "…";
}
