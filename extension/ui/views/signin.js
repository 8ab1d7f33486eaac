// What somebody sees who has no token here: how to get in. Knows no protocol.

import { button, fill, h, icon } from "../dom.js";

/**
 * The page; `onCode` takes what was typed and answers with what is wrong with it, or null.
 * @param {import("../strings.js").Translate} t
 * @param {{problem: string | null, onCode: (code: string) => Promise<string | null>}} options
 */
export function signinView(t, { problem, onCode }) {
  const says = h("p", { class: "field-problem", role: "alert" }, problem);
  const code = h("input", {
    id: "code",
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "characters",
    "aria-describedby": "code-hint",
  });
  const submit = button(t("signin_submit"), () => {}, { type: "submit", class: "button primary" });

  async function onSubmit(/** @type {Event} */ event) {
    event.preventDefault();
    if (!code.value.trim()) return code.focus();
    submit.disabled = true;
    fill(says, t("signin_working"));
    fill(says, await onCode(code.value));
    submit.disabled = false;
    code.select();
  }

  return h(
    "main",
    { class: "card", id: "main" },
    h("div", { class: "card-sign", "aria-hidden": "true" }, "@"),
    h("h1", {}, t("signin_title")),
    h("p", {}, t("signin_why")),
    h("p", { class: "way" }, icon("check"), h("span", {}, t("signin_tray"))),
    h("p", { class: "way" }, icon("check"), h("span", {}, t("signin_terminal"), " ", h("code", {}, "atshot open"))),
    h(
      "form",
      { class: "code-form", on: { submit: onSubmit } },
      h("label", { for: "code", class: "field-label" }, t("signin_code")),
      h("div", { class: "code-row" }, code, submit),
      h("p", { id: "code-hint", class: "muted small" }, t("signin_code_hint")),
      says,
    ),
  );
}
