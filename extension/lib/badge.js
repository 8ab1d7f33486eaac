// What the button says about the newest capture. Knows the records, no browser.

import { isOpen } from "./ledger.js";

/** @typedef {import("./ledger.js").CaptureRecord} CaptureRecord */
/**
 * @typedef {{text: string, colour: string, title: "action_title" | "badge_working" | "badge_failed" | "badge_tasks"}} Badge
 */

const MOST = 99;
// White text is read on each of them.
const COLOURS = { working: "#5b6472", failed: "#b3261e", tasks: "#2b5384" };

/**
 * @param {readonly CaptureRecord[]} records oldest first
 * @returns {Badge}
 */
export function badgeOf(records) {
  if (records.some(isOpen)) return { text: "…", colour: COLOURS.working, title: "badge_working" };
  const newest = records.at(-1);
  if (newest?.state === "failed" && !newest.isSeen) return { text: "!", colour: COLOURS.failed, title: "badge_failed" };
  const tasks = newest?.state === "done" ? (newest.tasks ?? 0) : 0;
  if (tasks === 0) return { text: "", colour: COLOURS.tasks, title: "action_title" };
  return { text: tasks > MOST ? `${MOST}+` : String(tasks), colour: COLOURS.tasks, title: "badge_tasks" };
}
