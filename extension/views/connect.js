// The page that asks before this browser becomes a client of a daemon, and tells how it went. Knows no protocol.

import { button, fill, h, icon } from "../ui/dom.js";
import { commandBox } from "./command.js";

/** @typedef {import("../strings.js").Translate} Translate */
/** @typedef {{port: number, word: string, isReplacing: boolean}} Asked */

/**
 * A card with a sign, a title that takes the focus, and what else there is.
 * @param {import("../ui/dom.js").IconName} sign
 * @param {string} title
 * @param {...import("../ui/dom.js").Child} children
 */
function card(sign, title, ...children) {
  return h(
    "main",
    { class: "card connect", id: "main" },
    h("div", { class: "gate-sign", "aria-hidden": "true" }, icon(sign)),
    h("h1", { tabindex: "-1" }, title),
    ...children,
  );
}

/**
 * The question, with the word to compare. Its button does nothing until `open` says so; it keeps the focus meanwhile, and
 * who presses it too early is told.
 * @param {Translate} t
 * @param {Asked} asked
 * @param {{connect: () => void, cancel: () => void}} actions
 */
export function askCard(t, { port, word, isReplacing }, { connect, cancel }) {
  const says = h("p", { class: "muted small early", role: "status" });
  const isOpen = () => !yes.hasAttribute("aria-disabled");
  const press = () => (isOpen() ? connect() : fill(says, t("connect_early")));
  const yes = button(t("connect_yes"), press, {
    ...{ class: "button primary large", "data-act": "connect" },
    "aria-disabled": "true",
  });
  const element = card(
    "link",
    t("connect_title", { port }),
    h("p", {}, t("connect_lead")),
    h("p", { class: "check-word", translate: "no" }, word),
    h("p", { class: "muted" }, t("connect_other")),
    isReplacing && h("p", { class: "notice" }, t("connect_replaces")),
    h(
      "div",
      { class: "card-actions" },
      yes,
      button(t("cancel"), cancel, { class: "button large", "data-act": "cancel" }),
    ),
    says,
  );
  return {
    element,
    /** @param {boolean} isNow */
    open(isNow) {
      if (isNow) yes.removeAttribute("aria-disabled");
      else yes.setAttribute("aria-disabled", "true");
    },
  };
}

/** @param {Translate} t @param {{port: number}} asked */
export function workingCard(t, { port }) {
  const spinner = h("span", { class: "spinner", "aria-hidden": "true" });
  return card(
    "link",
    t("connect_title", { port }),
    h("p", { class: "working", role: "status" }, spinner, t("connect_working")),
  );
}

/**
 * It went well: what to do now.
 * @param {Translate} t
 * @param {{shortcut: string, queued: number}} known
 * @param {() => void} close
 */
export function doneCard(t, { shortcut, queued }, close) {
  const key = shortcut ? t("connect_done_key", { key: shortcut }) : "";
  return card(
    "check",
    t("connect_done_title"),
    h("p", {}, t("connect_done_lead", { key })),
    queued > 0 && h("p", { class: "notice" }, t("connect_done_queued", { n: queued })),
    h("div", { class: "card-actions" }, button(t("connect_close"), close, { class: "button primary large" })),
  );
}

/** @param {Translate} t @param {() => void} close */
export function cancelledCard(t, close) {
  return card(
    "close",
    t("connect_cancelled_title"),
    h("p", {}, t("connect_cancelled_lead")),
    h("div", { class: "card-actions" }, button(t("connect_close"), close, { class: "button large" })),
  );
}

/**
 * It did not go well, or there was nothing to begin with: the way to a new code.
 * @param {Translate} t
 * @param {{title: "connect_failed_title" | "connect_nothing_title", problem: string | null}} told
 * @param {() => void} typeCode
 */
export function againCard(t, { title, problem }, typeCode) {
  return card(
    "warning",
    t(title),
    problem !== null && h("p", { class: "notice", role: "alert" }, problem),
    h("p", {}, t("connect_again")),
    commandBox(t, "atshot pair"),
    button(t("gate_type_code"), typeCode, { class: "button text-button" }),
  );
}
