// What the extension can do besides the shared page: capture, select, other places, settings. Knows no browser.

import { button, fill, h, icon, iconButton } from "../ui/dom.js";

/** @typedef {import("../strings.js").Translate} Translate */
/** @typedef {import("../lib/ledger.js").Trouble} Trouble */
/**
 * @typedef {{capture?: () => void, region?: () => void, panel?: () => void, tab?: () => void, settings: () => void}} Actions
 */

/**
 * The bar; an action that is not given has no button.
 * @param {Translate} t
 * @param {Actions} actions
 * @param {{panelName: "tool_panel" | "tool_sidebar"}} options
 */
export function toolsBar(t, { capture, region, panel, tab, settings }, { panelName }) {
  const notice = h("div", { class: "tools-notice", role: "alert" });
  const main = [
    capture &&
      button(t("tool_capture"), capture, { class: "button primary", icon: "camera", "data-act": "capture-tab" }),
    region && button(t("tool_region"), region, { icon: "region", "data-act": "capture-region" }),
  ];
  const side = [
    panel && iconButton("panel", t(panelName), panel, { "data-act": "open-panel" }),
    tab && iconButton("tab", t("tool_tab"), tab, { "data-act": "open-tab" }),
    iconButton("settings", t("tool_settings"), settings, { "data-act": "open-settings" }),
  ];
  const element = h(
    "section",
    { class: "tools", "aria-label": t("tools") },
    h("div", { class: "tools-side" }, ...side),
    h("div", { class: "tools-main", hidden: !capture && !region }, ...main),
    notice,
  );
  return {
    element,
    /** Say what hinders, until somebody closes it or the next action begins. @param {string[] | null} sentences */
    say(sentences) {
      const close = iconButton("close", t("close"), () => fill(notice));
      if (sentences) fill(notice, icon("warning"), h("div", {}, ...sentences.map((each) => h("p", {}, each))), close);
      else fill(notice);
    },
  };
}

/**
 * Why a capture did not come about, and what to do instead.
 * @param {Translate} t
 * @param {Trouble} trouble
 * @param {{advice: import("../strings.js").Key}} options
 */
export function captureTrouble(t, { code, message, kind }, { advice }) {
  if (code !== "page_forbidden") return [t.error(code) ?? message];
  return [t.error(`${code}_${kind}`) ?? t.error(`${code}_other`) ?? message, t(advice)];
}
