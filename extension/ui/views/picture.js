// A picture with the boxes of its tasks laid over it. Knows pixels, no daemon.

import { h, iconButton } from "../dom.js";

/** @typedef {import("../types.js").Box} Box */
/** @typedef {{width: number, height: number}} Size */

/**
 * Where a box lies, in parts of a hundred, cut to the picture.
 * @param {Box} box
 * @param {Size} size
 */
export function placeOf(box, { width, height }) {
  const part = (/** @type {number} */ value, /** @type {number} */ whole) =>
    Math.round(Math.min(Math.max(value / whole, 0), 1) * 1e5) / 1e3;
  const left = part(box.x, width);
  const top = part(box.y, height);
  return {
    left,
    top,
    width: Math.round((part(box.x + box.width, width) - left) * 1e3) / 1e3,
    height: Math.round((part(box.y + box.height, height) - top) * 1e3) / 1e3,
  };
}

/**
 * The picture; its boxes follow the pointer, and say which task they belong to.
 * @param {import("../types.js").Context} context
 * @param {{name: string, onHighlight: (id: string | null) => void, onChoose: (id: string) => void}} options
 */
export function pictureView({ t }, { name, onHighlight, onChoose }) {
  const image = h("img", { alt: name ? t("picture_of", { name }) : t("picture_of_capture"), draggable: "false" });
  const lines = h("div", { class: "boxes lines" });
  const boxes = h("div", { class: "boxes" });
  const evidence = h("div", { class: "boxes evidence" });
  const frame = h("div", { class: "frame" }, image, h("div", { "aria-hidden": "true" }, lines, boxes, evidence));
  const pane = h("div", { class: "pane" }, frame);
  const toggle = () => {
    const isLarge = element.toggleAttribute("data-large");
    // What scrolls must be reached by keyboard.
    if (isLarge) pane.tabIndex = 0;
    else pane.removeAttribute("tabindex");
    const label = t(isLarge ? "picture_smaller" : "picture_larger");
    grow.title = label;
    grow.setAttribute("aria-label", label);
  };
  const grow = iconButton("search", t("picture_larger"), toggle);
  const element = h("div", { class: "picture" }, pane, grow);

  boxes.addEventListener("pointerover", (event) => onHighlight(idOf(event.target)));
  boxes.addEventListener("pointerleave", () => onHighlight(null));
  boxes.addEventListener("click", (event) => {
    const id = idOf(event.target);
    if (id) onChoose(id);
    else toggle();
  });
  /** @type {import("../types.js").Task[]} */
  let shown = [];
  /** @type {Size} */
  let size = { width: 1, height: 1 };

  return {
    element,
    /** @param {string} url @param {Size} pixels */
    show(url, pixels) {
      size = pixels;
      image.width = pixels.width;
      image.height = pixels.height;
      if (image.src !== url) image.src = url;
    },
    /**
     * @param {import("../types.js").Task[]} tasks
     * @param {import("../types.js").Task[]} maybe
     * @param {Box[]} found lines found so far
     */
    update(tasks, maybe, found) {
      shown = [...tasks, ...maybe];
      const known = new Map([...boxes.children].map((box) => [box.getAttribute("data-box"), box]));
      boxes.replaceChildren(
        ...shown.flatMap((task) => {
          if (!task.box) return [];
          const box = known.get(task.id) ?? h("div", { class: "box", "data-box": task.id });
          box.toggleAttribute("data-doubtful", maybe.includes(task));
          return [placed(/** @type {HTMLElement} */ (box), task.box, size)];
        }),
      );
      lines.replaceChildren(...found.map((box) => placed(h("div", { class: "line-box" }), box, size)));
    },
    /** @param {string | null} id */
    highlight(id) {
      for (const box of boxes.children) box.toggleAttribute("data-highlighted", box.getAttribute("data-box") === id);
      const task = shown.find((each) => each.id === id);
      evidence.replaceChildren(
        ...(task?.evidence ?? []).map((box) => placed(h("div", { class: "evidence-box" }), box, size)),
      );
    },
  };
}

/** @param {EventTarget | null} target */
function idOf(target) {
  return target instanceof Element ? target.getAttribute("data-box") : null;
}

/** @param {HTMLElement} element @param {Box} box @param {Size} size */
function placed(element, box, size) {
  for (const [side, value] of Object.entries(placeOf(box, size))) element.style.setProperty(side, `${value}%`);
  return element;
}
