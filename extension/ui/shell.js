// The frame round the views: head, navigation, toasts, keys. Gets a client; does not know where the page runs.

import { createFormat } from "./format.js";
import { fill, h, icon, isTyping } from "./dom.js";
import { listenForPictures } from "./intake.js";
import { prepare } from "./picture.js";
import { createStore } from "./store.js";
import { createUndo } from "./undo.js";
import { createUploads } from "./uploads.js";
import { pause } from "./waiting.js";
import { showTrouble } from "./changes.js";
import { capturePage } from "./views/capture-page.js";
import { historyView } from "./views/history.js";
import { homeView } from "./views/home.js";
import { tasksView } from "./views/tasks.js";
import { toastPlace } from "./views/toast.js";

/** @typedef {import("./types.js").Context} Context */
/** @typedef {import("./types.js").Route} Route */

const TABS = /** @type {const} */ ([
  ["home", "#/", "picture"],
  ["tasks", "#/tasks", "list"],
  ["history", "#/history", "history"],
]);

/**
 * The route that an address names.
 * @param {string} hash
 * @returns {Route}
 */
export function routeOf(hash) {
  const capture = /^#\/captures\/([\w-]+)$/.exec(hash);
  if (capture) return { name: "capture", id: capture[1] ?? "" };
  const name = hash.replace(/^#\/?/, "");
  return { name: name === "tasks" || name === "history" ? name : "home", id: "" };
}

/**
 * Fill the root with the app until the signal aborts; the answer takes pictures from elsewhere and opens captures.
 * `uploads` replaces the page's own way of sending pictures; `tools` stands between the head and the view.
 * @param {HTMLElement} root
 * @param {{client: import("./api.js").Client, t: import("./strings.js").Translate, lang: "en" | "zh",
 *   signal: AbortSignal, uploads?: import("./uploads.js").Uploads, tools?: HTMLElement}} options
 */
export function mountApp(root, { client, t, lang, signal, uploads, tools }) {
  const toasts = toastPlace();
  const live = h("div", { class: "visually-hidden", role: "log", "aria-live": "polite" });
  const undo = createUndo((error) => showTrouble(context, error));
  /** @type {Context} */
  const context = {
    client,
    t,
    lang,
    format: createFormat(lang, () => new Date()),
    uploads: uploads ?? createUploads({ client, prepare, pause, newKey: () => crypto.randomUUID() }),
    undo,
    changes: createStore(/** @type {import("./types.js").Change | null} */ (null)),
    status: createStore(/** @type {import("./types.js").Status | null} */ (null)),
    announce: (text) => live.append(h("p", {}, text)),
    toast: (text, isTrouble) => toasts.show(text, { isTrouble }),
    go: (hash) => {
      if (location.hash === hash) show();
      else location.hash = hash;
    },
  };

  const main = h("main", { id: "main", tabindex: "-1" });
  const tabs = TABS.map(([name, href, sign]) =>
    h("a", { href, "data-tab": name }, icon(sign), h("span", {}, t(`nav_${name}`))),
  );
  const overlay = h(
    "div",
    { class: "drop-overlay", hidden: true, "aria-hidden": "true" },
    h("p", {}, icon("picture"), t("drop_now")),
  );
  fill(root, header(t, tabs, main), tools, main, toasts.element, live, overlay);

  let viewing = new AbortController();
  signal.addEventListener("abort", () => viewing.abort());
  function show() {
    const route = routeOf(location.hash);
    viewing.abort();
    viewing = new AbortController();
    live.replaceChildren();
    fill(main, viewOf(context, route, viewing.signal));
    for (const tab of tabs) {
      if (tab.dataset.tab === route.name) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    document.title = route.name === "capture" ? "Atshot" : `${t(`nav_${route.name}`)} · Atshot`;
  }
  const addPictures = (/** @type {Iterable<File>} */ files, /** @type {string} */ source) => {
    const items = context.uploads.add(files, source);
    if (routeOf(location.hash).name !== "home") context.go("#/");
    return items;
  };

  const onRoute = () => {
    show();
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
    main.scrollTo(0, 0);
  };
  addEventListener("hashchange", onRoute, { signal });
  listenForPictures(
    {
      onFiles: addPictures,
      onNothing: (source) => context.toast(t(source === "clipboard" ? "paste_nothing" : "drop_nothing"), true),
      onHover: (isOver) => (overlay.hidden = !isOver),
    },
    signal,
  );
  listenForUndo(context, toasts, signal);
  client.status(signal).then(context.status.set, () => {}); // the strip then says less
  show();
  return { addPictures, open: (/** @type {string} */ id) => context.go(`#/captures/${id}`) };
}

/** @param {Context} context @param {Route} route @param {AbortSignal} signal */
function viewOf(context, { name, id }, signal) {
  if (name === "capture") return capturePage(context, signal, id);
  if (name === "tasks") return tasksView(context, signal);
  return name === "history" ? historyView(context, signal) : homeView(context, signal);
}

/** @param {import("./strings.js").Translate} t @param {HTMLElement[]} tabs @param {HTMLElement} main */
function header(t, tabs, main) {
  const skip = h("a", { href: "#main", class: "skip" }, t("skip"));
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  const brand = h("span", { class: "brand" }, h("span", { class: "brand-sign", "aria-hidden": "true" }, "@"), "Atshot");
  return h("header", { class: "head" }, skip, brand, h("nav", { "aria-label": t("nav") }, ...tabs));
}

/**
 * Offer the way back after each change, by button and by Ctrl+Z.
 * @param {Context} context
 * @param {ReturnType<typeof toastPlace>} toasts
 * @param {AbortSignal} signal
 */
function listenForUndo({ undo, t }, toasts, signal) {
  const back = async () => {
    if (await undo.undoLast()) toasts.show(t("undone"));
  };
  let known = 0;
  undo.subscribe((steps) => {
    const last = steps.at(-1);
    if (steps.length > known && last) toasts.show(last.label, { action: { label: t("undo"), run: () => void back() } });
    known = steps.length;
  }, signal);
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isUndo || isTyping(event.target)) return;
    event.preventDefault();
    void back();
  };
  document.addEventListener("keydown", onKey, { signal });
}
