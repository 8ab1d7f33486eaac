// The settings' sections, each an element that shows what it is told. Knows no browser and no daemon.

import { button, fill, h, icon } from "../ui/dom.js";

/** @typedef {import("../strings.js").Translate} Translate */
/** @typedef {import("./gate.js").Standing} Standing */

/** @param {string} id @param {string} title @param {...import("../ui/dom.js").Child} children */
function section(id, title, ...children) {
  const heading = h("h2", { id: `${id}-title` }, title);
  return h("section", { class: "setting", id, "aria-labelledby": `${id}-title` }, heading, ...children);
}

/**
 * How the connection stands, in one sentence.
 * @param {Translate} t
 * @param {Standing} standing
 */
export function standingWords(t, standing) {
  switch (standing.state) {
    case "unpaired":
      return t(standing.isRunning ? "options_unpaired" : "options_start");
    case "absent":
    case "forbidden":
    case "broken":
      return t(`options_${standing.state}`);
    default:
      return t(`options_${standing.state}`, { port: standing.port });
  }
}

/**
 * The connection: how it stands, a test, an end.
 * @param {Translate} t
 * @param {{test: () => void, disconnect: () => void}} actions
 */
export function connectionSection(t, { test, disconnect }) {
  const words = h("p", { class: "standing", role: "status" }, t("options_looking"));
  const result = h("ul", { class: "test-result", "aria-live": "polite" });
  const testButton = button(t("options_test"), test, { class: "button primary", "data-act": "test" });
  const end = button(t("options_disconnect"), disconnect, { class: "button danger", "data-act": "disconnect" });
  const row = h("div", { class: "setting-actions" }, testButton, end);
  return {
    element: section("connection", t("options_connection"), words, result, row),
    /** @param {Standing} standing */
    update(standing) {
      words.dataset.state = standing.state;
      words.textContent = standingWords(t, standing);
      end.hidden = ["unpaired", "forbidden", "broken"].includes(standing.state);
    },
    /** @param {boolean} isBusy */
    busy(isBusy) {
      testButton.disabled = isBusy;
      if (isBusy) fill(result, h("li", {}, t("options_looking")));
    },
    /** @param {{lines: string[], isGood: boolean}} told */
    tell({ lines, isGood }) {
      result.dataset.good = String(isGood);
      fill(result, ...lines.map((line) => h("li", {}, icon(isGood ? "check" : "warning"), h("span", {}, line))));
    },
  };
}

/**
 * Connecting by typing; `onCode` answers with what is wrong, or null.
 * @param {Translate} t
 * @param {(code: string) => Promise<string | null>} onCode
 */
export function codeSection(t, onCode) {
  const says = h("p", { class: "field-problem", role: "alert" });
  const [before = "", after = ""] = t("options_code_hint").split("{command}");
  const hint = h("p", { id: "code-hint", class: "muted small" }, before, h("code", {}, "atshot pair"), after);
  const how = { autocomplete: "off", spellcheck: "false", autocapitalize: "characters", maxlength: "40" };
  const code = h("input", {
    id: "code",
    ...how,
    "aria-labelledby": "code-form-title",
    "aria-describedby": "code-hint",
  });
  const submit = button(t("connect_yes"), () => {}, { type: "submit" });

  async function onSubmit(/** @type {Event} */ event) {
    event.preventDefault();
    if (!code.value.trim()) return code.focus();
    submit.disabled = true;
    fill(says);
    const problem = await onCode(code.value).finally(() => (submit.disabled = false));
    fill(says, problem);
    if (problem === null) code.value = "";
    else code.select();
  }

  const form = h("form", { on: { submit: onSubmit } }, hint, h("div", { class: "code-row" }, code, submit), says);
  return { element: section("code-form", t("options_code"), form), focus: () => code.focus() };
}

/**
 * @param {Translate} t
 * @param {{name: string, shortcut: string}[]} commands
 * @param {(() => void) | null} change opens the browser's own list of shortcuts, where it has one
 */
export function shortcutsSection(t, commands, change) {
  const rows = commands.map(({ name, shortcut }) =>
    h(
      "li",
      { "data-command": name },
      h("span", {}, t(name === "_execute_action" ? "options_shortcut_open" : "options_shortcut_region")),
      shortcut ? h("kbd", {}, shortcut) : h("span", { class: "muted" }, t("options_shortcut_none")),
    ),
  );
  const isMissing = commands.some(({ shortcut }) => !shortcut);
  const words = t(isMissing ? "options_shortcut_set" : "options_shortcut_change");
  const way = change && h("div", { class: "setting-actions" }, button(words, change, { "data-act": "shortcuts" }));
  return section("shortcuts", t("options_shortcuts"), h("ul", { class: "setting-rows" }, ...rows), way);
}

/**
 * @param {Translate} t
 * @param {() => void} allow
 */
export function permissionSection(t, allow) {
  const words = h("p", {});
  const way = h("div", { class: "setting-actions" }, button(t("gate_allow"), allow, { class: "button primary" }));
  return {
    element: section("permission", t("options_permission"), words, way),
    /** @param {boolean} isAllowed */
    update(isAllowed) {
      words.textContent = t(isAllowed ? "options_permission_good" : "options_permission_bad");
      way.hidden = isAllowed;
    },
  };
}

/** @param {Translate} t */
export function privacySection(t) {
  const lines = [t("options_privacy_here"), t("options_privacy_click"), t("options_privacy_kept")];
  const rows = lines.map((line) => h("li", {}, icon("shield"), h("span", {}, line)));
  return section("privacy", t("options_privacy"), h("ul", { class: "setting-facts" }, ...rows));
}
