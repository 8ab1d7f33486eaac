// The tasks of all captures: open or done ones, of everybody or of one owner. Knows no picture.

import { button, fill, h } from "../dom.js";
import { isAbort, troubleOf } from "../errors.js";
import { exportsBar } from "./exports.js";
import { emptyPlace, troubleBox } from "./parts.js";
import { taskList } from "./task-list.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Task} Task */

/**
 * The view; ticked-off tasks stay where they are until the list is fetched anew, so that nothing jumps.
 * @param {Context} context
 * @param {AbortSignal} signal
 */
export function tasksView(context, signal) {
  const { client, t } = context;
  /** @type {{state: string, owner: string | undefined}} */
  const filter = { state: "open", owner: undefined };
  /** @type {Task[]} */
  let tasks = [];
  let cursor = "";
  let newest = 0;

  const list = taskList(context, { label: t("tasks_title"), hasLink: true });
  const place = h("div", {});
  const owners = ownerChoice(context, (owner) => {
    filter.owner = owner;
    void load();
  });
  const states = stateChoice(context, (state) => {
    filter.state = state;
    void load();
  });
  const more = button(t("tasks_more"), () => void load(cursor), { hidden: true });
  const bar = exportsBar(context, {
    fetchForm: (form) => client.tasksForm(filter, form, signal),
    name: "atshot-tasks",
    signal,
  });

  async function load(from = "") {
    const mine = ++newest;
    try {
      const answer = await client.tasks({ ...filter, cursor: from }, signal);
      if (mine !== newest) return;
      tasks = from ? [...tasks, ...answer.tasks] : answer.tasks;
      cursor = answer.next ?? "";
      if (!filter.owner) owners.update(tasks);
      show();
    } catch (error) {
      if (!isAbort(error))
        fill(place, troubleBox(context, troubleOf(error), { actions: [button(t("retry"), () => void load())] }));
    }
  }

  function show() {
    const shown = tasks.filter((task) => !task.dismissed);
    list.update(shown);
    more.hidden = !cursor;
    bar.element.hidden = !shown.length;
    if (shown.length) void bar.refresh();
    fill(place, shown.length ? list.element : nothing());
  }

  const nothing = () =>
    filter.state === "open"
      ? emptyPlace("check", t("tasks_none_open"), t("tasks_none_open_lead"))
      : emptyPlace("list", t("tasks_none_done"), "");

  context.changes.subscribe((change) => {
    if (!change) return;
    const isHere = tasks.some((task) => task.id === change.task.id);
    if (!isHere && change.undone) return void load();
    tasks = tasks.map((task) => (task.id === change.task.id ? { ...task, ...change.task } : task));
    show();
  }, signal);
  void load();
  return h(
    "div",
    { class: "page narrow" },
    h("div", { class: "page-head" }, h("h1", {}, t("tasks_title")), bar.element),
    h("div", { class: "filters" }, states, owners.element),
    place,
    more,
  );
}

/** @param {Context} context @param {(state: string) => void} onChange */
function stateChoice({ t }, onChange) {
  const choices = /** @type {const} */ (["open", "done"]).map((state) => {
    const radio = h("input", {
      type: "radio",
      name: "tasks-state",
      value: state,
      on: { change: () => onChange(state) },
    });
    radio.checked = state === "open";
    return h("label", { class: "segment" }, radio, h("span", {}, t(`tasks_${state}`)));
  });
  return h("fieldset", { class: "segments" }, h("legend", { class: "visually-hidden" }, t("tasks_state")), ...choices);
}

/** @param {Context} context @param {(owner: string | undefined) => void} onChange */
function ownerChoice({ t, format }, onChange) {
  const select = h("select", { on: { change: () => onChange(select.value || undefined) } });
  const everyone = () => h("option", { value: "" }, t("tasks_everyone"));
  fill(select, everyone());
  const element = h("label", { class: "owner-choice" }, h("span", { class: "field-label" }, t("tasks_owner")), select);
  return {
    element,
    /** Offer the owners of these tasks. @param {Task[]} tasks */
    update(tasks) {
      const names = [...new Set(tasks.flatMap((task) => task.owners))].sort((a, b) => a.localeCompare(b));
      fill(select, everyone(), ...names.map((name) => h("option", { value: name }, format.owners([name]))));
    },
  };
}
