// Where a part of the page is in a picture of the window. Knows pixels, no canvas.

/** @typedef {{x: number, y: number, width: number, height: number}} Rect */
/** @typedef {{rect: Rect, innerWidth: number, devicePixelRatio: number}} Part in the page's pixels, with its scale */

// What a browser rounds at a scale of 1.5 is far below this, what another scale makes far above.
const MAX_DIFFERENCE = 0.02;

/**
 * The part in the picture's pixels, inside the picture; null when nothing of it is there.
 * @param {Part} part
 * @param {{width: number, height: number}} picture
 * @returns {Rect | null}
 */
export function cropBox({ rect, innerWidth, devicePixelRatio }, { width, height }) {
  const measured = width / innerWidth;
  const scale = Math.abs(measured / devicePixelRatio - 1) > MAX_DIFFERENCE ? measured : devicePixelRatio;
  const place = (/** @type {number} */ at, /** @type {number} */ limit) =>
    Math.min(Math.max(Math.round(at * scale), 0), limit);
  const x = place(rect.x, width);
  const y = place(rect.y, height);
  const box = { x, y, width: place(rect.x + rect.width, width) - x, height: place(rect.y + rect.height, height) - y };
  return box.width > 0 && box.height > 0 ? box : null;
}

/**
 * What a page's script sent, if it can be a part of its window; null if not.
 * @param {any} message
 * @returns {Part | null}
 */
export function partOf(message) {
  const { rect, innerWidth, devicePixelRatio } = message ?? {};
  const { x, y, width, height } = rect ?? {};
  const numbers = [x, y, width, height, innerWidth, devicePixelRatio];
  if (!numbers.every((number) => Number.isFinite(number) && number >= 0)) return null;
  if (!(width > 0 && height > 0 && innerWidth > 0 && devicePixelRatio > 0)) return null;
  // A page's pixel is rarely a whole number of the screen's.
  if (x + width > innerWidth + 1) return null;
  return { rect: { x, y, width, height }, innerWidth, devicePixelRatio };
}
