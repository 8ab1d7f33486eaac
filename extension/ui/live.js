// What an event of a capture changes. Knows the events, neither how they come nor how they are shown.

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Task} Task */

/**
 * The item after the event; events of a kind unknown to us change nothing.
 * @param {Item} item
 * @param {import("./types.js").ServerEvent} event
 * @returns {Item}
 */
export function applied(item, { event, data }) {
  if (!item.capture) return item;
  const capture = item.capture;
  const value = JSON.parse(data);
  switch (event) {
    case "queued":
      return { ...item, capture: { ...capture, state: "queued", waiting: value.waiting ?? 0 } };
    case "running":
      return { ...item, capture: { ...capture, state: "running", engine: value.engine ?? null, waiting: 0 } };
    case "lines":
      return { ...item, lines: value.lines };
    case "task":
      return { ...item, capture: { ...capture, tasks: placed(capture.tasks, value) } };
    case "done":
    case "failed":
      return { ...item, capture: value, lines: [] };
    default:
      return item;
  }
}

/**
 * The tasks with this one at its position, which counts from 1; one that was there is replaced.
 * @param {Task[]} tasks
 * @param {Task & {position: number}} found
 */
function placed(tasks, { position, ...task }) {
  const others = tasks.filter((each) => each.id !== task.id);
  return [...others.slice(0, position - 1), task, ...others.slice(position - 1)];
}

/**
 * The item with one of its tasks as it is now; the same item when it has no such task.
 * @param {Item} item
 * @param {Task} task
 * @returns {Item}
 */
export function withTask(item, task) {
  const { capture } = item;
  if (!capture?.tasks.some((each) => each.id === task.id)) return item;
  // Where it stands in the picture is the capture's own knowledge.
  const merged = (/** @type {Task} */ old) =>
    old.id === task.id ? { ...old, ...task, box: old.box, evidence: old.evidence } : old;
  return { ...item, capture: { ...capture, tasks: capture.tasks.map(merged) } };
}
