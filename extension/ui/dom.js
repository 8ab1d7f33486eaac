// Elements from code. Text is only ever text: nothing here reads HTML.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | null | undefined | false} Child */
/**
 * @typedef {object} Props
 * @property {Record<string, (event: any) => void>} [on]
 * @property {AbortSignal} [signal]
 */

/**
 * An element with attributes, listeners (`on`) and children; a true attribute is empty, a false or null one left out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props & Record<string, unknown>} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props = {}, ...children) {
  const { on = {}, signal, ...attributes } = props;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener, { signal });
  fill(element, ...children);
  return element;
}

/**
 * Replace what the element holds.
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false));
}

/** Paths on a grid of 20 by 20, drawn as lines. */
const ICONS = {
  camera: "M3.5 6.5h3l1.2-2h4.6l1.2 2h3v9h-13z M10 13.4a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z",
  check: "M4.5 10.5l3.7 3.7 7.3-8",
  close: "M5.5 5.5l9 9 M14.5 5.5l-9 9",
  copy: "M7.5 7.5h8v8.5h-8z M12.5 7.5v-3.5h-8v8.5h3",
  down: "M5.5 8l4.5 4.5L14.5 8",
  download: "M10 3.5v8.5 M6.5 9l3.5 3.5L13.5 9 M4 16h12",
  edit: "M4.5 15.5l.6-3.1 7.6-7.6 2.5 2.5-7.6 7.6z M11 6.5l2.5 2.5",
  history: "M4 10a6 6 0 1 0 1.9-4.4 M4.2 3.8v3h3 M10 6.8v3.5l2.4 1.6",
  link: "M8.2 11.8l3.6-3.6 M9 6.5l1.7-1.7a3.2 3.2 0 0 1 4.5 4.5l-1.7 1.7 M11 13.5l-1.7 1.7a3.2 3.2 0 0 1-4.5-4.5l1.7-1.7",
  list: "M3.8 5.5l1.1 1.1 2-2.2 M3.8 13.5l1.1 1.1 2-2.2 M9.5 6h7 M9.5 14h7",
  panel: "M3.5 4.5h13v11h-13z M12 4.5v11",
  picture: "M3.5 4.5h13v11h-13z M3.5 13l3.7-3.6 3 3 2.2-2 4.1 3.8 M12.6 8.2a1 1 0 1 0 0-2 1 1 0 0 0 0 2z",
  power: "M10 3.5v6.5 M6.2 6.2a5.6 5.6 0 1 0 7.6 0",
  region: "M3.5 7V3.5h3.5 M13 3.5h3.5V7 M16.5 13v3.5H13 M7 16.5H3.5V13 M10 7.5v5 M7.5 10h5",
  search: "M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10z M12.7 12.7l3.8 3.8",
  settings:
    "M3.5 6h7 M14.5 6h2 M12.5 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4z M3.5 14h2 M9.5 14h7 M7.5 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  shield: "M10 3.2l5.5 2v4.3c0 3.4-2.2 5.9-5.5 7.3-3.3-1.4-5.5-3.9-5.5-7.3V5.2z M7.6 9.9l1.8 1.8 3.1-3.4",
  tab: "M11.5 4h4.5v4.5 M16 4l-6.5 6.5 M8.5 5.5H4V16h10.5v-4.5",
  trash: "M4.5 6h11 M8 6V4h4v2 M5.8 6l.7 10h7l.7-10 M8.6 9v4.5 M11.4 9v4.5",
  undo: "M7.5 5L4.5 8l3 3 M4.5 8h7a4 4 0 0 1 0 8H8",
  warning: "M10 3.8l7 12.2H3z M10 8.5v3.6 M10 14v.3",
};

/** @typedef {keyof typeof ICONS} IconName */

/**
 * A drawn sign beside a word; a screen reader passes over it.
 * @param {IconName} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * A button with a word, and a sign before it where one is named.
 * @param {string} label
 * @param {(event: MouseEvent) => void} onClick
 * @param {Props & Record<string, unknown> & {icon?: IconName}} [props]
 */
export function button(label, onClick, { icon: name, ...props } = {}) {
  const sign = name ? icon(name) : null;
  return h("button", { type: "button", class: "button", ...props, on: { click: onClick } }, sign, h("span", {}, label));
}

/**
 * A button that shows a sign alone; its name is there for pointer and screen reader.
 * @param {IconName} name
 * @param {string} label
 * @param {(event: MouseEvent) => void} onClick
 * @param {Record<string, unknown>} [props]
 */
export function iconButton(name, label, onClick, props = {}) {
  const all = { type: "button", class: "icon-button", title: label, "aria-label": label, ...props };
  return h("button", { ...all, on: { click: onClick } }, icon(name));
}

/**
 * Whether the user is typing there, so that keys are not ours.
 * @param {EventTarget | null} target
 */
export function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "file"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
