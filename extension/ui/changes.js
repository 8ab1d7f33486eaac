// A change that the user makes to a task, and how it is taken back. Knows the client and the undo stack, no element.

import { troubleOf } from "./errors.js";

/** @typedef {import("./types.js").Context} Context */
/** @typedef {import("./types.js").Task} Task */

/**
 * Change a task, tell every view, remember how to take it back; whether it went well.
 * @param {Context} context
 * @param {Task} task
 * @param {import("./types.js").TaskChange} change
 * @param {string} label what the toast says
 */
export async function changeTask(context, task, change, label) {
  try {
    tellChanged(context, await context.client.changeTask(task.id, change), label);
    return true;
  } catch (error) {
    showTrouble(context, error);
    return false;
  }
}

/**
 * Tell every view of a task that has been changed, and remember how to take it back.
 * @param {Context} context
 * @param {Task} changed
 * @param {string} label what the toast says
 */
export function tellChanged(context, changed, label) {
  context.changes.set({ task: changed, undone: false });
  context.undo.push(label, async () => {
    context.changes.set({ task: await context.client.undoTask(changed.id), undone: true });
  });
}

/**
 * Take a doubtful task for one; the capture with it among its tasks, null where that failed.
 * @param {Context} context
 * @param {string} id of the capture
 * @param {Task} task
 */
export async function acceptTask(context, id, task) {
  try {
    const capture = await context.client.acceptTask(id, task.id);
    context.toast(context.t("changed_accepted"));
    return capture;
  } catch (error) {
    showTrouble(context, error);
    return null;
  }
}

/**
 * Delete a capture, so that it can be brought back for a while.
 * @param {Context} context
 * @param {string} id
 * @param {() => void} onRestored
 */
export async function deleteCapture(context, id, onRestored) {
  try {
    await context.client.deleteCapture(id);
    context.undo.push(context.t("history_deleted"), async () => {
      await context.client.restoreCapture(id);
      onRestored();
    });
    return true;
  } catch (error) {
    showTrouble(context, error);
    return false;
  }
}

/**
 * Say in a toast what went wrong.
 * @param {Context} context
 * @param {unknown} error
 */
export function showTrouble(context, error) {
  const { code, message } = troubleOf(error);
  context.toast(context.t.error(code) ?? message, true);
}
