// What was captured, newest first, with search. Knows pages of captures.

import { deleteCapture } from "../changes.js";
import { button, fill, h, icon, iconButton } from "../dom.js";
import { isAbort, troubleOf } from "../errors.js";
import { thumbnail } from "../picture.js";
import { askForConfirmation } from "./confirm.js";
import { emptyPlace, privacyStrip, troubleBox } from "./parts.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Capture} Capture */

// Long enough that a word is not searched letter by letter.
const DEBOUNCE_MS = 250;
const THUMBNAIL = { width: 112, height: 72 };
const SHOWN_TASKS = 2;

/**
 * The view.
 * @param {Context} context
 * @param {AbortSignal} signal
 */
export function historyView(context, signal) {
  const { client, t } = context;
  let cursor = "";
  let newest = 0;
  const title = h("h1", { tabindex: "-1" }, t("history_title"));
  const list = h("ul", { class: "history", "aria-label": t("history_title") });
  const place = h("div", {});
  const more = button(t("history_more"), () => void load(cursor), { hidden: true });
  const all = button(t("history_delete_all"), () => void deleteAll(), {
    class: "button danger",
    icon: "trash",
    hidden: true,
  });
  const search = h("input", { type: "search", "aria-label": t("history_search"), placeholder: t("history_search") });
  const thumbnails = lazyThumbnails(context, signal);

  async function load(from = "") {
    const mine = ++newest;
    const q = search.value.trim();
    try {
      const answer = await client.captures({ q, cursor: from }, signal);
      if (mine !== newest) return;
      cursor = answer.next ?? "";
      const rows = answer.captures.map((capture) =>
        captureRow(context, capture, { thumbnails, onGone: removeRow, onBack: () => void load() }),
      );
      if (from) list.append(...rows);
      else fill(list, ...rows);
      show(q);
      if (q && !from) context.announce(t("history_results", { n: rows.length }));
    } catch (error) {
      if (!isAbort(error))
        fill(place, troubleBox(context, troubleOf(error), { actions: [button(t("retry"), () => void load())] }));
    }
  }

  function show(/** @type {string} */ q) {
    const isEmpty = list.children.length === 0;
    more.hidden = !cursor;
    all.hidden = isEmpty || q !== "";
    if (!isEmpty) fill(place, list);
    else if (q) fill(place, emptyPlace("search", t("history_no_match", { q }), ""));
    else fill(place, emptyPlace("history", t("history_none"), t("history_none_lead")));
  }

  /** @param {HTMLElement} row */
  function removeRow(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    show(search.value.trim());
    (next?.querySelector("a") ?? title).focus();
  }

  async function deleteAll() {
    const words = { title: t("confirm_title"), lead: t("confirm_lead"), yes: t("confirm_yes"), no: t("cancel") };
    if (!(await askForConfirmation(words))) return;
    try {
      await client.deleteEverything();
      for (const item of [...context.uploads.items.get()]) context.uploads.drop(item.get().key);
      context.undo.set([]);
      context.toast(t("confirm_done"));
      await load();
    } catch (error) {
      fill(place, troubleBox(context, troubleOf(error)));
    }
  }

  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), DEBOUNCE_MS);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !search.value) return;
    search.value = "";
    void load();
  });
  void load();
  const field = h("div", { class: "search" }, icon("search"), search);
  const head = h("div", { class: "page-head" }, title, all);
  return h("div", { class: "page narrow" }, head, field, place, more, privacyStrip(context, null, { hasLink: false }));
}

/**
 * @param {Context} context
 * @param {Capture} capture
 * @param {{thumbnails: ReturnType<typeof lazyThumbnails>, onGone: (row: HTMLElement) => void, onBack: () => void}} options
 */
function captureRow(context, capture, { thumbnails, onGone, onBack }) {
  const { format, t } = context;
  const when = format.moment(capture.created_at);
  const thumb = h("span", { class: "thumb large" }, icon("picture"));
  if (capture.picture.stored) thumbnails.watch(thumb, capture.id);
  const link = h(
    "a",
    { href: `#/captures/${capture.id}` },
    thumb,
    h(
      "span",
      { class: "history-words" },
      h("span", { class: "history-when" }, when, " ", countChip(context, capture)),
      ...summary(context, capture),
    ),
  );
  const remove = iconButton("trash", t("history_delete", { when }), async () => {
    if (await deleteCapture(context, capture.id, onBack)) onGone(row);
  });
  const row = h("li", { "data-capture": capture.id }, link, remove);
  return row;
}

/** @param {Context} context @param {Capture} capture */
function countChip({ t }, { state, tasks }) {
  if (state === "failed") return h("span", { class: "chip warn" }, t("history_failed"));
  if (state !== "done") return h("span", { class: "chip" }, t("item_running"));
  const n = tasks.filter((task) => !task.dismissed).length;
  return h("span", { class: "chip" }, n ? t("item_tasks", { n }) : t("history_no_tasks"));
}

/** @param {Context} context @param {Capture} capture */
function summary({ format }, { tasks }) {
  return tasks
    .filter((task) => !task.dismissed)
    .slice(0, SHOWN_TASKS)
    .map(({ owners, text }) => h("span", { class: "history-task" }, h("b", {}, format.owners(owners)), " ", text));
}

/**
 * Fetches a picture when its place comes into view, and keeps only a small copy.
 * @param {Context} context
 * @param {AbortSignal} signal
 */
function lazyThumbnails({ client }, signal) {
  /** @type {Map<Element, string>} */
  const waiting = new Map();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) void draw(target);
    },
    { rootMargin: "200px" },
  );
  signal.addEventListener("abort", () => observer.disconnect());

  /** @param {Element} place */
  async function draw(place) {
    const id = waiting.get(place);
    observer.unobserve(place);
    waiting.delete(place);
    if (!id) return;
    try {
      fill(place, await thumbnail(await client.image(id, signal), THUMBNAIL));
    } catch {
      // The sign of a picture stays: it was deleted by age, or we have left.
    }
  }

  return {
    /** @param {Element} place @param {string} id */
    watch(place, id) {
      waiting.set(place, id);
      observer.observe(place);
    },
  };
}
