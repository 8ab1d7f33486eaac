// A command to be typed in a terminal, with a button that copies it. Knows no command itself.

import { fill, h, icon, iconButton } from "../ui/dom.js";

const COPIED_MS = 2500;

/**
 * The command in its box.
 * @param {import("../strings.js").Translate} t
 * @param {string} command
 */
export function commandBox(t, command) {
  const says = h("span", { class: "visually-hidden", role: "status" });
  const copied = () => {
    fill(copy, icon("check"));
    fill(says, t("copied"));
    setTimeout(() => {
      fill(copy, icon("copy"));
      fill(says);
    }, COPIED_MS);
  };
  const failed = () => fill(says, t("copy_failed"));
  const write = () => void navigator.clipboard.writeText(command).then(copied, failed);
  const copy = iconButton("copy", t("copy_command"), write, { "data-act": "copy-command" });
  return h("div", { class: "command" }, h("code", {}, command), copy, says);
}
