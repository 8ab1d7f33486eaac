// One task as a row: ticked off, read, or being edited. Knows no list and no picture.

import { changeTask } from "../changes.js";
import { h, icon, iconButton } from "../dom.js";
import { editForm } from "./task-edit.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Task} Task */
/**
 * @typedef {object} RowOptions
 * @property {boolean} [isPlain] only to be read, as long as nothing can be changed
 * @property {(task: Task) => void} [onAccept] the task is doubtful; this makes it one
 * @property {boolean} [hasLink] leads to the picture that it was last seen in
 */

/**
 * The row of a task.
 * @param {Context} context
 * @param {Task} task
 * @param {RowOptions} options
 */
export function taskRow(context, task, options) {
  const row = h("li", { class: "task", "data-task": task.id, "data-priority": task.priority });
  row.toggleAttribute("data-done", task.done);
  show(context, row, task, options);
  return row;
}

/** @param {Context} context @param {HTMLElement} row @param {Task} task @param {RowOptions} options */
function show(context, row, task, options) {
  const { t } = context;
  const body = h(
    "div",
    { class: "task-body" },
    h("span", { class: "task-owners" }, task.owners.length ? context.format.owners(task.owners) : t("task_nobody")),
    " ",
    h("span", { class: "task-text" }, task.text),
    meta(context, task, options),
  );
  const edit = () => startEdit(context, row, task, options);
  const { onAccept } = options;
  const actions = onAccept
    ? acceptAction(context, task, onAccept)
    : options.isPlain
      ? null
      : rowActions(context, task, edit);
  row.replaceChildren(options.isPlain ? dot() : tick(context, task, edit), body, ...(actions ? [actions] : []));
}

function dot() {
  return h("span", { class: "task-dot", "aria-hidden": "true" });
}

/** @param {Context} context @param {Task} task @param {() => void} edit */
function tick(context, task, edit) {
  const { t } = context;
  if (task.dismissed) return dot();
  const onChange = async () => {
    const done = box.checked;
    const isChanged = await changeTask(context, task, { done }, t(done ? "changed_done" : "changed_open"));
    if (!isChanged) box.checked = task.done;
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") edit();
    else if (event.key === "Delete" || event.key === "Backspace") dismiss(context, task);
    else return;
    event.preventDefault();
  };
  const name = t("task_done", { task: `${context.format.owners(task.owners)} ${task.text}`.trim() });
  const box = h("input", { type: "checkbox", "aria-label": name, on: { change: onChange, keydown: onKey } });
  box.checked = task.done;
  return h("span", { class: "tick" }, box, icon("check"));
}

/** @param {Context} context @param {Task} task */
function dismiss(context, task) {
  return changeTask(context, task, { dismissed: true }, context.t("changed_dismissed"));
}

/** @param {Context} context @param {Task} task @param {(task: Task) => void} onAccept */
function acceptAction({ t }, task, onAccept) {
  const label = `${t("task_accept")}: ${task.text}`;
  const accept = iconButton("check", t("task_accept"), () => onAccept(task), {
    "aria-label": label,
    "data-act": "accept",
  });
  return h("div", { class: "task-actions" }, accept);
}

/** @param {Context} context @param {Task} task @param {() => void} edit */
function rowActions(context, task, edit) {
  const { t } = context;
  const about = (/** @type {string} */ what) => ({ "aria-label": `${what}: ${task.text}`, title: what });
  if (task.dismissed) {
    const restore = () => void changeTask(context, task, { dismissed: false }, t("changed_restored"));
    return h(
      "div",
      { class: "task-actions" },
      iconButton("undo", t("task_restore"), restore, about(t("task_restore"))),
    );
  }
  return h(
    "div",
    { class: "task-actions" },
    iconButton("edit", t("task_edit"), edit, { ...about(t("task_edit")), "data-act": "edit" }),
    iconButton("close", t("task_dismiss"), () => void dismiss(context, task), about(t("task_dismiss"))),
  );
}

/** @param {Context} context @param {Task} task @param {RowOptions} options */
function meta(context, task, { hasLink }) {
  const { t } = context;
  const [newest] = task.captures ?? [];
  return h(
    "span",
    { class: "task-meta" },
    h("span", { class: "chip priority" }, t(`priority_${task.priority}`)),
    task.due && due(context, task.due, task.done),
    !task.verified &&
      h("span", { class: "chip warn", title: t("task_unverified_why") }, icon("warning"), t("task_unverified")),
    (task.seen ?? 1) > 1 && h("span", { class: "chip" }, t("task_seen", { n: task.seen ?? 1 })),
    (task.edited ?? []).length > 0 && h("span", { class: "chip" }, t("task_edited")),
    hasLink && newest && h("a", { class: "chip link", href: `#/captures/${newest}` }, t("tasks_picture")),
  );
}

/** @param {Context} context @param {string} date @param {boolean} isDone */
function due(context, date, isDone) {
  const nearness = isDone ? "later" : context.format.nearness(date);
  const words =
    nearness === "overdue" ? [context.format.due(date), context.t("task_overdue")] : [context.format.due(date)];
  return h("time", { class: "chip due", "data-nearness": nearness, datetime: date }, words.join(" · "));
}

/** @param {Context} context @param {HTMLElement} row @param {Task} task @param {RowOptions} options */
function startEdit(context, row, task, options) {
  row.toggleAttribute("data-editing", true);
  const leave = () => {
    row.removeAttribute("data-editing");
    show(context, row, task, options);
    row.querySelector("input")?.focus();
  };
  row.replaceChildren(editForm(context, task, leave));
  row.querySelector("textarea")?.focus();
}
