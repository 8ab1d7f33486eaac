// The question box under a picture, with the answers as they come. Knows one conversation.

import { button, fill, h } from "../dom.js";
import { isAbort, troubleOf } from "../errors.js";
import { markdownNodes } from "./markdown.js";
import { troubleBox } from "./parts.js";

/** @typedef {import("../types.js").Context} Context */

/**
 * The box for one capture; nothing to see unless an engine here answers questions.
 * @param {Context} context
 * @param {string} captureId
 * @param {AbortSignal} signal
 */
export function askBox(context, captureId, signal) {
  const { client, t } = context;
  const section = h("section", { class: "ask", hidden: true, "aria-labelledby": "ask-title" });
  client.models(signal).then(
    ({ data }) => (section.hidden = data.length === 0),
    () => {}, // without the list there is nobody to ask
  );
  /** @type {import("../api.js").Message[]} */
  const messages = [];
  /** @type {AbortController | null} */
  let asking = null;
  signal.addEventListener("abort", () => asking?.abort());

  const log = h("div", { class: "ask-log" });
  const field = h("textarea", { id: "ask-field", rows: "2", placeholder: t("ask_placeholder") });
  const send = button(t("ask_send"), () => {}, { type: "submit", class: "button primary" });
  const stop = button(t("ask_stop"), () => asking?.abort(), { hidden: true, "data-act": "stop" });

  async function submit(/** @type {Event} */ event) {
    event.preventDefault();
    const question = field.value.trim();
    if (!question || asking) return;
    field.value = "";
    asking = new AbortController();
    setBusy(true);
    await answer(question, asking.signal);
    asking = null;
    setBusy(false);
  }

  /** @param {boolean} isBusy */
  function setBusy(isBusy) {
    send.hidden = isBusy;
    stop.hidden = !isBusy;
  }

  /** @param {string} question @param {AbortSignal} stopped */
  async function answer(question, stopped) {
    const shown = h("div", { class: "answer", "aria-busy": "true" }, h("p", { class: "muted" }, t("ask_thinking")));
    log.append(
      h("p", { class: "question" }, h("span", { class: "visually-hidden" }, `${t("ask_you")}: `), question),
      shown,
    );
    messages.push({ role: "user", content: messages.length ? question : aboutPicture(captureId, question) });
    let text = "";
    try {
      for await (const piece of client.ask(messages, stopped)) fill(shown, ...markdownNodes((text += piece)));
      context.announce(`${t("ask_answer")}: ${text}`);
    } catch (error) {
      shown.append(
        isAbort(error) ? h("p", { class: "muted" }, t("ask_stopped")) : troubleBox(context, troubleOf(error)),
      );
      if (!text) shown.querySelector(".muted")?.remove();
      if (isAbort(error) && !text) fill(shown, h("p", { class: "muted" }, t("ask_stopped")));
    }
    shown.removeAttribute("aria-busy");
    if (text) messages.push({ role: "assistant", content: text });
    else messages.pop();
  }

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
  };
  field.addEventListener("keydown", onKey);
  const hint = t("ask_hint", { key: isMac() ? "⌘ + Enter" : "Ctrl + Enter" });
  fill(
    section,
    h("h2", { id: "ask-title" }, t("ask_title")),
    log,
    h(
      "form",
      { class: "ask-form", on: { submit } },
      h("label", { class: "visually-hidden", for: "ask-field" }, t("ask_label")),
      field,
      h("div", { class: "row-end" }, h("span", { class: "muted" }, hint), stop, send),
    ),
  );
  return section;
}

/** @param {string} captureId @param {string} question */
function aboutPicture(captureId, question) {
  return [
    { type: "image_url", image_url: { url: `capture:${captureId}` } },
    { type: "text", text: question },
  ];
}

function isMac() {
  return /mac/i.test(navigator.userAgent);
}
