// Rows of tasks of which one is in the tab order; arrow keys move. Knows no daemon.

import { fill, h } from "../dom.js";
import { moved } from "../keys.js";
import { taskRow } from "./task-row.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Task} Task */

/**
 * A list that is updated in place, so that focus and open forms stay.
 * @param {Context} context
 * @param {{label: string, onHighlight?: (id: string | null) => void} & import("./task-row.js").RowOptions} options
 */
export function taskList(context, { label, onHighlight = () => {}, ...rowOptions }) {
  const element = h("ul", { class: "tasks", "aria-label": label });
  /** @type {Map<string, {row: HTMLElement, shown: string}>} */
  const rows = new Map();

  const idAt = (/** @type {EventTarget | null} */ target) =>
    target instanceof Element ? (target.closest("[data-task]")?.getAttribute("data-task") ?? null) : null;
  element.addEventListener("pointerover", (event) => onHighlight(idAt(event.target)));
  element.addEventListener("pointerleave", () => onHighlight(idAt(document.activeElement)));
  element.addEventListener("focusin", (event) => {
    activate(idAt(event.target));
    onHighlight(idAt(event.target));
  });
  element.addEventListener("focusout", (event) => {
    if (!element.contains(/** @type {Node | null} */ (event.relatedTarget))) onHighlight(null);
  });
  element.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== "checkbox") return;
    const boxes = /** @type {HTMLInputElement[]} */ ([...element.querySelectorAll(".tick input")]);
    const next = moved(event.key, boxes.indexOf(event.target), boxes.length);
    if (next === null) return;
    event.preventDefault();
    boxes[next]?.focus();
  });

  /** Only the active row's controls are reached by Tab. @param {string | null} id */
  function activate(id) {
    const active = id !== null && rows.has(id) ? id : [...rows.keys()][0];
    for (const [key, { row }] of rows) {
      if (row.hasAttribute("data-editing")) continue;
      for (const control of row.querySelectorAll("input, button, a")) {
        control.setAttribute("tabindex", key === active ? "0" : "-1");
      }
    }
  }

  /** @param {Task} task @param {boolean | undefined} isPlain */
  function rowOf(task, isPlain) {
    const shown = JSON.stringify([task, isPlain]);
    const known = rows.get(task.id);
    if (known && (known.shown === shown || known.row.hasAttribute("data-editing"))) return known.row;
    const row = taskRow(context, task, { ...rowOptions, isPlain });
    rows.set(task.id, { row, shown });
    return row;
  }

  return {
    element,
    /** Show these tasks, in this order. @param {Task[]} tasks @param {boolean} [isPlain] */
    update(tasks, isPlain = rowOptions.isPlain) {
      const focus = focusIn(element);
      const ids = new Set(tasks.map((task) => task.id));
      for (const id of [...rows.keys()]) if (!ids.has(id)) rows.delete(id);
      const next = tasks.map((task) => rowOf(task, isPlain));
      if (next.length !== element.children.length || next.some((row, at) => row !== element.children[at])) {
        fill(element, ...next);
        restore(element, focus);
      }
      activate(focus?.id ?? null);
    },
    /** Mark the row of a task, as when the pointer is on its box. @param {string | null} id */
    highlight(id) {
      for (const [key, { row }] of rows) row.toggleAttribute("data-highlighted", key === id);
    },
    /** Move the focus to a task's row. @param {string} id */
    focus(id) {
      const row = rows.get(id)?.row;
      row?.querySelector("input")?.focus();
      row?.scrollIntoView({ block: "nearest" });
    },
  };
}

/**
 * Where the focus is: the row, its place, and which of its controls.
 * @param {HTMLElement} list
 */
function focusIn(list) {
  const active = document.activeElement;
  const row = active?.closest("[data-task]");
  if (!active || !row || !list.contains(row)) return null;
  const control = [...row.querySelectorAll("input, button, a, textarea")].indexOf(active);
  return { id: row.getAttribute("data-task"), at: [...list.children].indexOf(row), control };
}

/**
 * Put the focus back where it was, or on the row that has moved up into that place.
 * @param {HTMLElement} list
 * @param {ReturnType<typeof focusIn>} focus
 */
function restore(list, focus) {
  if (!focus) return;
  const same = [...list.children].find((row) => row.getAttribute("data-task") === focus.id);
  const row = same ?? list.children[Math.min(focus.at, list.children.length - 1)];
  const controls = row?.querySelectorAll("input, button, a, textarea") ?? [];
  const control = controls[same ? focus.control : 0] ?? controls[0];
  if (control instanceof HTMLElement && control !== document.activeElement) control.focus();
}
