// The form in which a task is edited. Knows the fields of a change, not where the row stands.

import { changeTask } from "../changes.js";
import { button, fill, h } from "../dom.js";
import { timeOf } from "../format.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Task} Task */

const PRIORITIES = /** @type {const} */ (["high", "medium", "low"]);

/**
 * The names between commas of any script, without the @.
 * @param {string} text
 */
export function ownersOf(text) {
  const names = text.split(/[,，、;；]/).map((name) =>
    name
      .trim()
      .replace(/^[@＠]/, "")
      .trim(),
  );
  return [...new Set(names.filter(Boolean))];
}

/**
 * What differs from the task; an empty object when nothing does.
 * @param {Task} task
 * @param {{owners: string, text: string, date: string, time: string, priority: string}} fields
 */
export function changeOf(task, { owners, text, date, time, priority }) {
  /** @type {import("../types.js").TaskChange} */
  const change = {};
  const names = ownersOf(owners);
  if (names.join("\n") !== task.owners.join("\n")) change.owners = names;
  if (text.trim() !== task.text) change.text = text.trim();
  const isSameDue = date === (task.due ?? "").slice(0, 10) && time === timeOf(task.due ?? "");
  if (!isSameDue) change.due = date ? `${date}${time && `T${time}:00`}` : null;
  const known = PRIORITIES.find((each) => each === priority);
  if (known && known !== task.priority) change.priority = known;
  return change;
}

/**
 * The form; `leave` is called when it was cancelled, failed or had nothing to save.
 * @param {Context} context
 * @param {Task} task
 * @param {() => void} leave
 */
export function editForm(context, task, leave) {
  const { t } = context;
  const text = h("textarea", { rows: "2", name: "text", required: true });
  text.value = task.text;
  const owners = h("input", {
    name: "owners",
    value: task.owners.join(", "),
    "aria-description": t("edit_owners_hint"),
  });
  const date = h("input", { type: "date", name: "date", value: (task.due ?? "").slice(0, 10) });
  const time = h("input", { type: "time", name: "time", value: timeOf(task.due ?? "") });
  const priority = priorityChoice(context, task);
  const problem = h("p", { class: "field-problem", role: "alert" });

  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!text.value.trim()) {
      fill(problem, t("edit_no_text"));
      return text.focus();
    }
    const chosen = priority.querySelector("input:checked");
    const picked = chosen instanceof HTMLInputElement ? chosen.value : task.priority;
    const fields = { owners: owners.value, text: text.value, date: date.value, time: time.value, priority: picked };
    const change = changeOf(task, fields);
    leave();
    if (Object.keys(change).length) await changeTask(context, task, change, t("changed_edited"));
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return void save(event);
    else return;
    event.stopPropagation();
  };

  return h(
    "form",
    { class: "edit", novalidate: true, on: { submit: save, keydown: onKey } },
    field(t("edit_text"), text, "wide"),
    problem,
    field(t("edit_owners"), owners, "wide"),
    h("div", { class: "fields" }, field(t("edit_due"), date), field(t("edit_time"), time), priority),
    h(
      "div",
      { class: "row-end" },
      button(t("cancel"), leave),
      button(t("edit_save"), () => {}, { type: "submit", class: "button primary" }),
    ),
  );
}

/** @param {string} label @param {HTMLElement} input @param {string} [more] */
function field(label, input, more = "") {
  return h("label", { class: `field ${more}` }, h("span", { class: "field-label" }, label), input);
}

/** @param {Context} context @param {Task} task */
function priorityChoice({ t }, task) {
  const name = `priority-${task.id}`;
  const choices = PRIORITIES.map((value) => {
    const radio = h("input", { type: "radio", name, value });
    radio.checked = value === task.priority;
    return h("label", { class: "choice", "data-priority": value }, radio, h("span", {}, t(`priority_${value}`)));
  });
  return h("fieldset", { class: "field choices" }, h("legend", { class: "field-label" }, t("priority")), ...choices);
}
