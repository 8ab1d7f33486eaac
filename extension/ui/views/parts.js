// Small pieces that several views show: trouble, an empty place, a folded group, the picture's fate.

import { button, h, icon } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */

/**
 * What went wrong in the user's words, the daemon's own words below, and what can be done.
 * @param {Context} context
 * @param {import("../types.js").Trouble} trouble
 * @param {{title?: string, actions?: HTMLElement[]}} [options]
 */
export function troubleBox({ t }, { code, message, requestId }, { title, actions = [] } = {}) {
  const sentence = t.error(code) ?? message;
  const details = [sentence === message ? "" : message, requestId ? t("request_id", { id: requestId }) : "", code];
  return h(
    "div",
    { class: "trouble", role: "alert", "data-code": code },
    icon("warning"),
    h(
      "div",
      {},
      title ? h("p", { class: "trouble-title" }, title) : null,
      h("p", {}, sentence),
      h("p", { class: "trouble-details" }, details.filter(Boolean).join(" · ")),
      actions.length > 0 && h("div", { class: "trouble-actions" }, ...actions),
    ),
  );
}

/**
 * A place where nothing is yet, and what would be.
 * @param {import("../dom.js").IconName} name
 * @param {string} title
 * @param {string} lead
 */
export function emptyPlace(name, title, lead) {
  return h("div", { class: "empty" }, icon(name), h("h2", {}, title), lead ? h("p", {}, lead) : null);
}

/**
 * A group that is folded until somebody opens it.
 * @param {HTMLElement} content
 * @param {string} hint
 */
export function folded(content, hint) {
  const label = h("span", {});
  const summary = h("summary", {}, icon("down"), label);
  const element = h(
    "details",
    { class: "fold", hidden: true },
    summary,
    hint ? h("p", { class: "muted" }, hint) : null,
    content,
  );
  return {
    element,
    /** @param {string} title @param {boolean} isEmpty */
    update(title, isEmpty) {
      label.textContent = title;
      element.hidden = isEmpty;
    },
  };
}

/**
 * The strip that says where a picture is kept, how long, and how to be rid of it.
 * @param {Context} context
 * @param {(() => void) | null} onDelete
 * @param {{hasLink?: boolean}} [options]
 */
export function privacyStrip({ t, status }, onDelete, { hasLink = true } = {}) {
  const days = status.get()?.keep_pictures_days;
  let fate = t("privacy_aged");
  if (days !== undefined) fate = days < 0 ? t("privacy_kept") : t("privacy_days", { n: days });
  const remove = onDelete
    ? button(t("privacy_delete"), onDelete, { class: "text-button", "data-act": "delete" })
    : hasLink && h("a", { href: "#/history" }, t("privacy_history"));
  return h(
    "aside",
    { class: "privacy", "aria-label": t("privacy_title") },
    icon("shield"),
    h(
      "p",
      {},
      h("strong", {}, t("privacy_title")),
      " ",
      h("span", {}, t("privacy_here")),
      " ",
      h("span", {}, fate),
      " ",
      remove,
    ),
  );
}
