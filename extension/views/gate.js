// What stands in the way to the daemon, and the one thing to do about it. Knows the states, not how they are found out.

import { button, fill, h, icon } from "../ui/dom.js";
import { commandBox } from "./command.js";

/** @typedef {import("../lib/link.js").Standing | {state: "broken"}} Standing where the link stands, if it can say so */
/** @typedef {import("../strings.js").Key} Key */
/**
 * @typedef {object} Screen
 * @property {import("../ui/dom.js").IconName} icon
 * @property {Key} title
 * @property {Key} lead
 * @property {string} [command]
 * @property {Key} [goesOn]
 * @property {boolean} [takesCode]
 */
/**
 * @typedef {object} Actions
 * @property {() => Promise<boolean>} allow asks the browser for the permission, first thing in the click
 * @property {() => void} typeCode
 * @property {() => void} discard
 * @property {() => void} again looks once more
 */

/** @type {Pick<Screen, "command" | "goesOn">} */
const BY_STARTING = { command: "atshot serve", goesOn: "gate_goes_on_running" };
/** @type {Pick<Screen, "command" | "goesOn" | "takesCode">} */
const BY_PAIRING = { command: "atshot pair", goesOn: "gate_goes_on_connected", takesCode: true };

/** @satisfies {Record<string, Screen>} */
const SCREENS = /** @type {const} */ ({
  absent: { icon: "power", title: "gate_absent_title", lead: "gate_absent_lead", ...BY_STARTING },
  start: { icon: "power", title: "gate_start_title", lead: "gate_start_lead", ...BY_STARTING },
  connect: { icon: "link", title: "gate_connect_title", lead: "gate_connect_lead", ...BY_PAIRING },
  revoked: { icon: "link", title: "gate_revoked_title", lead: "gate_revoked_lead", ...BY_PAIRING },
  stranger: { icon: "warning", title: "gate_stranger_title", lead: "gate_stranger_lead", ...BY_STARTING },
  forbidden: { icon: "shield", title: "gate_forbidden_title", lead: "gate_forbidden_lead" },
  broken: { icon: "warning", title: "gate_broken_title", lead: "gate_broken_lead" },
});

/**
 * The name of the screen for a standing that is not "ready".
 * @param {Standing} standing
 * @returns {keyof typeof SCREENS}
 */
export function screenOf(standing) {
  if (standing.state === "unpaired") return standing.isRunning ? "connect" : "start";
  return standing.state === "ready" ? "absent" : standing.state;
}

/**
 * The gate; `update` leaves everything as it is where nothing has changed, so that no focus is lost.
 * @param {import("../strings.js").Translate} t
 * @param {Actions} actions
 */
export function createGate(t, actions) {
  const waiting = h("div", { class: "gate-queued", hidden: true });
  const place = h("div", { class: "gate-body" });
  const element = h("main", { class: "gate", id: "main" }, place, waiting);
  let shown = "";

  return {
    element,
    /** @param {Standing} standing @param {number} queued pictures that wait */
    update(standing, queued) {
      const name = screenOf(standing);
      const port = "port" in standing ? standing.port : 0;
      const now = `${name} ${port} ${queued}`;
      if (now === shown) return;
      shown = now;
      element.dataset.screen = name;
      fill(place, ...screenNodes(t, { ...SCREENS[name] }, port, actions), ownButton(t, name, actions));
      waiting.hidden = queued === 0;
      const discard = button(t("gate_discard", { n: queued }), actions.discard, { class: "button text-button" });
      fill(waiting, icon("picture"), h("p", {}, t("gate_queued", { n: queued }), " ", discard));
    },
  };
}

/**
 * @param {import("../strings.js").Translate} t
 * @param {Screen} screen
 * @param {number} port
 * @param {Actions} actions
 */
function screenNodes(t, { icon: sign, title, lead, command, goesOn, takesCode }, port, actions) {
  return [
    h("div", { class: "gate-sign", "aria-hidden": "true" }, icon(sign)),
    h("h1", {}, t(title)),
    h("p", { class: "gate-lead" }, t(lead, { port })),
    command ? commandBox(t, command) : null,
    goesOn
      ? h("p", { class: "working" }, h("span", { class: "spinner", "aria-hidden": "true" }), h("span", {}, t(goesOn)))
      : null,
    takesCode ? button(t("gate_type_code"), actions.typeCode, { class: "button text-button" }) : null,
  ];
}

/**
 * @param {import("../strings.js").Translate} t
 * @param {keyof typeof SCREENS} name
 * @param {Actions} actions
 */
function ownButton(t, name, { allow, again }) {
  const large = { class: "button primary large" };
  if (name === "broken") return button(t("retry"), again, large);
  if (name !== "forbidden") return null;
  const says = h("p", { class: "field-problem", role: "alert" });
  const ask = () => void allow().then((isAllowed) => fill(says, isAllowed ? null : t("gate_forbidden_still")));
  return h("div", {}, button(t("gate_allow"), ask, large), says);
}
