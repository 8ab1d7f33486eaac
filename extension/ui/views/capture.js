// One picture and what was found in it, from the first look at the file to the finished list. Knows one item.

import { acceptTask, deleteCapture, showTrouble } from "../changes.js";
import { button, fill, h, icon } from "../dom.js";
import { withTask } from "../live.js";
import { watch } from "../store.js";
import { askBox } from "./ask.js";
import { exportsBar } from "./exports.js";
import { folded, privacyStrip, troubleBox } from "./parts.js";
import { pictureView } from "./picture.js";
import { taskList } from "./task-list.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Item} Item */
/** @typedef {import("../types.js").Task} Task */
/** @typedef {import("../store.js").Store<Item>} ItemStore */

/**
 * The view of an item; `onDeleted` is called when its capture was deleted.
 * @param {Context} context
 * @param {ItemStore} item
 * @param {{signal: AbortSignal, onDeleted: () => void}} options
 */
export function captureView(context, item, { signal, onDeleted }) {
  const { t } = context;
  const highlight = (/** @type {string | null} */ id) => {
    picture.highlight(id);
    for (const list of [tasks, maybe, dismissed]) list.highlight(id);
  };
  const onChoose = (/** @type {string} */ id) => tasks.focus(id);
  const picture = pictureView(context, { name: item.get().name, onHighlight: highlight, onChoose });
  const tasks = taskList(context, { label: t("nav_tasks"), onHighlight: picture.highlight });
  const accept = async (/** @type {Task} */ task) => {
    const { capture } = item.get();
    const accepted = capture && (await acceptTask(context, capture.id, task));
    if (accepted) item.set({ ...item.get(), capture: accepted });
  };
  const onAccept = (/** @type {Task} */ task) => void accept(task);
  const maybe = taskList(context, { label: t("maybe_hint"), onHighlight: picture.highlight, isPlain: true, onAccept });
  const dismissed = taskList(context, { label: t("task_dismiss"), onHighlight: picture.highlight });
  const maybeFold = folded(maybe.element, t("maybe_hint"));
  const dismissedFold = folded(dismissed.element, "");

  const caption = h("p", { class: "caption" });
  const figure = h("div", { class: "side" }, picture.element, caption);
  const heading = h("h2", {});
  const toolbar = h("div", { class: "list-head" }, heading);
  const state = h("div", { class: "state" });
  const help = h("p", { class: "muted help" }, t("list_help"));
  const below = h("div", { class: "below" });
  const main = h(
    "div",
    { class: "main" },
    toolbar,
    state,
    tasks.element,
    help,
    maybeFold.element,
    dismissedFold.element,
    below,
  );
  const element = h("article", { class: "capture" }, figure, main);

  showPicture(context, item, picture, { signal, caption });
  const retry = () => void context.uploads.retry(item);
  const remove = async (/** @type {string} */ id) => {
    if (await deleteCapture(context, id, () => context.go(`#/captures/${id}`))) onDeleted();
  };
  const finish = once((/** @type {string} */ id) => {
    const fetchForm = (/** @type {import("../api.js").Form} */ form) => context.client.captureForm(id, form, signal);
    const bar = exportsBar(context, { fetchForm, name: `atshot-${id}`, signal });
    toolbar.append(bar.element);
    fill(
      below,
      askBox(context, id, signal),
      privacyStrip(context, () => void remove(id)),
    );
    return bar;
  });

  watch(
    item,
    (now) => {
      const { capture } = now;
      const all = capture?.tasks ?? [];
      const kept = all.filter((task) => !task.dismissed);
      const gone = all.filter((task) => task.dismissed);
      const isDone = capture?.state === "done";
      const lineBoxes = capture?.state === "running" ? now.lines.map((line) => line.box) : [];
      picture.update(kept, capture?.maybe ?? [], lineBoxes);
      // Until the picture is done the daemon keeps no task that could be changed.
      tasks.update(kept, !isDone);
      maybe.update(capture?.maybe ?? []);
      dismissed.update(gone);
      maybeFold.update(t("maybe", { n: capture?.maybe.length ?? 0 }), !capture?.maybe.length);
      dismissedFold.update(t("dismissed", { n: gone.length }), gone.length === 0);
      heading.textContent = kept.length ? t("list_title", { n: kept.length }) : "";
      toolbar.hidden = !kept.length;
      help.hidden = !isDone || !kept.length;
      fill(state, ...stateNodes(context, now, retry));
      const bar = capture && (isDone || capture.state === "failed") ? finish(capture.id) : null;
      if (bar) bar.element.hidden = !isDone;
      if (bar && isDone) void bar.refresh();
    },
    signal,
  );
  announceFound(context, item, signal);
  context.changes.subscribe((change) => {
    if (change) item.set(withTask(item.get(), change.task));
  }, signal);
  return element;
}

/**
 * Tell a screen reader what is found, as it is found.
 * @param {Context} context
 * @param {ItemStore} item
 * @param {AbortSignal} signal
 */
function announceFound({ announce, format, t }, item, signal) {
  let before = item.get().capture;
  item.subscribe(({ capture }) => {
    if (capture?.state === "running") {
      const known = new Set(before?.tasks.map((task) => task.id));
      const fresh = capture.tasks.filter((task) => !known.has(task.id));
      for (const task of fresh) announce(t("list_found", { task: `${format.owners(task.owners)} ${task.text}` }));
    } else if (capture?.state === "done" && before && before.state !== "done") {
      announce(t("list_ready", { n: capture.tasks.length }));
    }
    before = capture;
  }, signal);
}

/**
 * Show the picture that was sent from here, or the one that the daemon has.
 * @param {Context} context
 * @param {ItemStore} item
 * @param {ReturnType<typeof pictureView>} view
 * @param {{signal: AbortSignal, caption: HTMLElement}} options
 */
function showPicture(context, item, view, { signal, caption }) {
  let url = "";
  let isAsked = false;
  signal.addEventListener("abort", () => URL.revokeObjectURL(url));
  watch(
    item,
    (now) => {
      const { capture, picture } = now;
      view.element.hidden = !picture;
      fill(caption, ...captionNodes(context, now));
      if (picture && !url) {
        url = URL.createObjectURL(picture.blob);
        view.show(url, picture);
      }
      if (picture || isAsked || !capture?.picture.stored) return;
      isAsked = true;
      context.client.image(capture.id, signal).then(
        (blob) =>
          item.set({ ...item.get(), picture: { blob, width: capture.picture.width, height: capture.picture.height } }),
        (error) => !signal.aborted && showTrouble(context, error),
      );
    },
    signal,
  );
}

/** @param {Context} context @param {Item} item */
function captionNodes({ format, t }, { picture, capture, source }) {
  const parts = [];
  const size = picture ? { ...picture, bytes: picture.blob.size } : capture?.picture;
  if (size) parts.push(format.size(size));
  const from = capture?.source ?? source;
  const known = /** @type {const} */ (["clipboard", "file", "tab", "region", "picture", "screen"]).find(
    (each) => each === from,
  );
  if (from) parts.push(known ? t(`from_${known}`) : from);
  if (capture) parts.push(format.moment(capture.created_at));
  if (capture?.state === "done" && capture.engine && capture.elapsed_ms !== null) {
    parts.push(t("read_by", { engine: capture.engine, seconds: (capture.elapsed_ms / 1000).toFixed(1) }));
  }
  const gone = capture && !capture.picture.stored ? [h("span", { class: "notice" }, t("picture_gone"))] : [];
  return [...parts.map((part) => h("span", {}, part)), ...gone];
}

/** @param {Context} context @param {Item} item @param {() => void} retry */
function stateNodes(context, item, retry) {
  const { t } = context;
  const { capture, stage, trouble } = item;
  const again = () => button(t("retry"), retry, { class: "button primary", "data-act": "retry" });
  if (trouble) {
    const title = stage === "refused" ? t("item_refused") : t("item_failed");
    return [troubleBox(context, trouble, { title, actions: item.picture ? [again()] : [] })];
  }
  if (!capture) return [working(waitingWords(context, item))];
  const notes = capture.notes.map((note) => h("p", { class: "notice" }, note));
  if (capture.state === "failed") {
    const { error, message } = capture.error ?? { error: "internal", message: "" };
    const actions = item.picture ? [again()] : [];
    return [troubleBox(context, { code: error, message }, { title: t("item_failed"), actions }), ...notes];
  }
  if (capture.state === "done")
    return capture.tasks.some((task) => !task.dismissed) ? notes : [...notes, nothingFound(context)];
  if (item.isCut) return [working(t("item_cut"))];
  if (capture.state === "running") {
    return [working(capture.tasks.length ? t("item_found", { n: capture.tasks.length }) : t("item_running"))];
  }
  return [working(capture.waiting ? t("item_queued", { n: capture.waiting }) : t("item_next"))];
}

/** @param {Context} context @param {Item} item */
function waitingWords({ t }, { source, stage, waitsFor }) {
  // A tab has to be captured before there is a picture to look at.
  if (stage === "checking") return t(source === "tab" ? "item_capturing" : "item_checking");
  if (stage === "sent") return t("loading");
  if (stage !== "patient") return t("item_sending");
  const known = /** @type {const} */ (["queue_full", "rate_limited", "unreachable"]).find((each) => each === waitsFor);
  return t(`item_wait_${known ?? "unreachable"}`);
}

/** @param {string} words */
function working(words) {
  return h("p", { class: "working" }, h("span", { class: "spinner", "aria-hidden": "true" }), words);
}

/** @param {Context} context */
function nothingFound({ t }) {
  const tips = [t("none_1"), t("none_2"), t("none_3"), t("none_4")];
  return h(
    "div",
    { class: "none" },
    h("h2", {}, icon("list"), t("none_title")),
    h("p", {}, t("none_lead")),
    h("ul", {}, ...tips.map((tip) => h("li", {}, tip))),
  );
}

/**
 * The same answer as the first time, without doing it again.
 * @template A, R
 * @param {(argument: A) => R} make
 * @returns {(argument: A) => R}
 */
function once(make) {
  /** @type {{made: R} | null} */
  let kept = null;
  return (argument) => (kept ??= { made: make(argument) }).made;
}
