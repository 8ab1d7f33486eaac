// What runs inside a page for the picture under the menu. Knows the page alone: each function is sent there by itself.

/**
 * The picture's own pixels as a data: URL, where the page may read them and the window is too small for them.
 * @param {string} address
 * @returns {Promise<string | null>}
 */
export async function readLargePicture(address) {
  try {
    const seen = new Image();
    seen.src = address;
    await seen.decode();
    const { naturalWidth: width, naturalHeight: height } = seen;
    if (width <= innerWidth * devicePixelRatio && height <= innerHeight * devicePixelRatio) return null;

    // Of another site's picture the page may only read what that site offers to everybody.
    const readable = new Image();
    if (/^https?:/.test(address)) readable.crossOrigin = "anonymous";
    readable.src = address;
    await readable.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    canvas.getContext("2d")?.drawImage(readable, 0, 0);
    return canvas.toDataURL("image/png");
  } catch {
    return null;
  }
}

/**
 * Show the picture alone, above everything, one of its pixels on one of the screen's; where it is, null if it is nowhere.
 * @param {string} address
 * @param {string} id
 */
export async function showPicture(address, id) {
  document.getElementById(id)?.remove();
  const picture = new Image();
  picture.src = address;
  try {
    await picture.decode();
  } catch {
    return null;
  }
  const natural = { width: picture.naturalWidth || innerWidth, height: picture.naturalHeight || innerHeight };
  const room = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
  const scale = Math.min(1 / devicePixelRatio, room.width / natural.width, room.height / natural.height);
  const rect = { x: 0, y: 0, width: natural.width * scale, height: natural.height * scale };

  const host = document.createElement("div");
  host.id = id;
  host.popover = "manual";
  const size = `width: ${rect.width}px; height: ${rect.height}px;`;
  const place = `position: fixed; inset: 0 auto auto 0; margin: 0; border: 0; padding: 0; ${size} background: #fff;`;
  // No page's style is stronger than an important one of the element itself.
  host.style.cssText = `all: initial; display: block; overflow: hidden; ${place}`.replaceAll(";", " !important;");
  picture.style.cssText = `display: block; ${size}`;
  host.attachShadow({ mode: "closed" }).append(picture);
  const dialog = [...document.querySelectorAll("dialog:modal")].at(-1);
  (dialog ?? document.documentElement).append(host);
  host.showPopover();
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await new Promise((resolve) => setTimeout(resolve, 30));
  return { rect, innerWidth, devicePixelRatio };
}

/** @param {string} id */
export function removePicture(id) {
  document.getElementById(id)?.remove();
}
