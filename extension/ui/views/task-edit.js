// The form in which a task is edited. Knows the fields of a change, not where the row stands.

import { showTrouble, tellChanged } from "../changes.js";
import { button, fill, h } from "../dom.js";
import { troubleOf } from "../errors.js";
import { timeOf } from "../format.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Task} Task */

const PRIORITIES = /** @type {const} */ (["high", "medium", "low"]);
// What the daemon takes; it refuses more.
const MAX_TEXT_CHARS = 500;
const MAX_OWNERS = 20;
const MAX_OWNER_CHARS = 80;

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
 * Why the daemon would refuse the change, and in which field; null where it would not.
 * @param {import("../types.js").TaskChange} change
 * @returns {{name: "text" | "owners", key: import("../strings.js").Key, n?: number} | null}
 */
export function mistakeIn({ text, owners }) {
  if (text === "") return { name: "text", key: "edit_no_text" };
  if (!owners) return null;
  if (!owners.length) return { name: "owners", key: "edit_no_owner" };
  if (owners.length > MAX_OWNERS) return { name: "owners", key: "edit_many_owners", n: MAX_OWNERS };
  const isLong = owners.some((owner) => [...owner].length > MAX_OWNER_CHARS);
  return isLong ? { name: "owners", key: "edit_long_owner", n: MAX_OWNER_CHARS } : null;
}

/**
 * The form; `leave` is called when it was cancelled, saved or had nothing to save.
 * @param {Context} context
 * @param {Task} task
 * @param {() => void} leave
 */
export function editForm(context, task, leave) {
  const { t } = context;
  const text = h("textarea", { rows: "2", name: "text", required: true, maxlength: MAX_TEXT_CHARS });
  text.value = task.text;
  const owners = h("input", {
    name: "owners",
    value: task.owners.join(", "),
    required: task.owners.length > 0,
    "aria-description": t("edit_owners_hint"),
  });
  const date = h("input", { type: "date", name: "date", value: (task.due ?? "").slice(0, 10) });
  const time = h("input", { type: "time", name: "time", value: timeOf(task.due ?? "") });
  const priority = priorityChoice(context, task);
  const problem = h("div", { class: "field-problem", role: "alert" });
  const submit = button(t("edit_save"), () => {}, { type: "submit", class: "button primary" });

  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (submit.disabled) return;
    const chosen = priority.querySelector("input:checked");
    const picked = chosen instanceof HTMLInputElement ? chosen.value : task.priority;
    const fields = { owners: owners.value, text: text.value, date: date.value, time: time.value, priority: picked };
    const change = changeOf(task, fields);
    if (!Object.keys(change).length) return leave();
    const mistake = mistakeIn(change);
    for (const input of [text, owners]) input.setAttribute("aria-invalid", String(input.name === mistake?.name));
    if (mistake) {
      fill(problem, t(mistake.key, mistake.n ? { n: mistake.n } : {}));
      return (mistake.name === "text" ? text : owners).focus();
    }
    fill(problem);
    await send(context, { task, change, form, submit, problem, leave });
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return void save(event);
    else return;
    event.stopPropagation();
  };

  const form = h(
    "form",
    { class: "edit", novalidate: true, on: { submit: save, keydown: onKey } },
    field(t("edit_text"), text, "wide"),
    field(t("edit_owners"), owners, "wide"),
    h("div", { class: "fields" }, field(t("edit_due"), date), field(t("edit_time"), time), priority),
    problem,
    h("div", { class: "row-end" }, button(t("cancel"), leave), submit),
  );
  return form;
}

/**
 * Send the change; the form goes once the daemon has it, and stays as it is with the reason where it was refused.
 * @param {Context} context
 * @param {{task: Task, change: import("../types.js").TaskChange, form: HTMLElement, submit: HTMLButtonElement,
 *   problem: HTMLElement, leave: () => void}} edit
 */
async function send(context, { task, change, form, submit, problem, leave }) {
  const focused = document.activeElement;
  submit.disabled = true;
  try {
    const changed = await context.client.changeTask(task.id, change);
    if (form.isConnected) leave();
    tellChanged(context, changed, context.t("changed_edited"));
  } catch (error) {
    // The form may have been cancelled, or its page left, before the answer came.
    if (!form.isConnected) return showTrouble(context, error);
    const { code, message } = troubleOf(error);
    const sentence = context.t.error(code) ?? message;
    fill(problem, sentence, sentence !== message && h("p", { class: "trouble-details" }, message));
    submit.disabled = false;
    // A button that was disabled while it had the focus has lost it.
    if (document.activeElement === document.body && focused instanceof HTMLElement) focused.focus();
  }
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
