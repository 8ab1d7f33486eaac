// Pictures that are pasted or dropped anywhere on the page. Knows the document's events, nothing of what comes after.

import { isTyping } from "./dom.js";

/**
 * @typedef {object} Intake
 * @property {(files: File[], source: string) => void} onFiles
 * @property {(source: string) => void} onNothing something came that holds no file
 * @property {(isOver: boolean) => void} onHover
 */

/**
 * Listen on the document until the signal aborts.
 * @param {Intake} intake
 * @param {AbortSignal} signal
 */
export function listenForPictures({ onFiles, onNothing, onHover }, signal) {
  const listen = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) =>
    document.addEventListener(type, listener, { signal });

  listen("paste", (/** @type {ClipboardEvent} */ event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length && isTyping(event.target)) return;
    event.preventDefault();
    if (files.length) onFiles(files, "clipboard");
    else onNothing("clipboard");
  });

  // Children fire leave and enter in between: the page is left when as many were left as entered.
  let depth = 0;
  const reset = () => {
    depth = 0;
    onHover(false);
  };
  listen("dragenter", (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    depth += 1;
    onHover(true);
  });
  listen("dragover", (/** @type {DragEvent} */ event) => event.preventDefault());
  listen("dragleave", () => {
    depth -= 1;
    if (depth <= 0) reset();
  });
  listen("drop", (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    reset();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) onFiles(files, "file");
    else onNothing("file");
  });
}
