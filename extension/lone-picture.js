// What runs inside a page for the picture under the menu. Knows the page alone: each function is sent there by itself.

/**
 * The picture's own pixels as a data: URL, where the page may read them and the window is too small for them; at most as many
 * as the daemon takes.
 * @param {string} address
 * @param {{pixels: number, side: number, bytes: number, exact: number}} limits `exact` is how many are kept without any loss
 * @returns {Promise<string | null>}
 */
export async function readLargePicture(address, limits) {
  try {
    const seen = new Image();
    seen.src = address;
    await seen.decode();
    const { naturalWidth: width, naturalHeight: height } = seen;
    const shown = window.visualViewport ?? { width: innerWidth, height: innerHeight, scale: 1 };
    const fine = devicePixelRatio * shown.scale;
    if (width <= shown.width * fine && height <= shown.height * fine) return null;

    // Of another site's picture the page may only read what that site offers to everybody.
    const readable = new Image();
    if (/^https?:/.test(address)) readable.crossOrigin = "anonymous";
    readable.src = address;
    await readable.decode();
    const scale = Math.min(1, limits.side / Math.max(width, height), Math.sqrt(limits.pixels / (width * height)));
    // By its namespace, since the document may be an SVG.
    const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
    if (!(canvas instanceof HTMLCanvasElement)) return null;
    canvas.width = Math.max(1, Math.floor(width * scale));
    canvas.height = Math.max(1, Math.floor(height * scale));
    const brush = canvas.getContext("2d");
    if (!brush) return null;
    const isExact = canvas.width * canvas.height <= limits.exact;
    if (!isExact) {
      brush.fillStyle = "#fff";
      brush.fillRect(0, 0, canvas.width, canvas.height);
    }
    brush.imageSmoothingQuality = "high";
    brush.drawImage(readable, 0, 0, canvas.width, canvas.height);
    // Of so many pixels any other kind takes ten times as long, in which the page stands still.
    let url = isExact ? canvas.toDataURL("image/png") : "";
    for (const quality of [0.95, 0.8, 0.6])
      if (!url || url.length * 0.75 > limits.bytes) url = canvas.toDataURL("image/jpeg", quality);
    // What a browser says of a canvas that it had no room for.
    return url === "data:," ? null : url;
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
  // What the window shows of the page: less, where the user has zoomed in with two fingers.
  const unzoomed = { width: innerWidth, height: innerHeight, scale: 1, offsetLeft: 0, offsetTop: 0 };
  const shown = window.visualViewport ?? unzoomed;
  const natural = { width: picture.naturalWidth || shown.width, height: picture.naturalHeight || shown.height };
  const dot = 1 / (devicePixelRatio * shown.scale);
  const scale = Math.min(dot, shown.width / natural.width, shown.height / natural.height);
  const [width, height] = [natural.width * scale, natural.height * scale];

  const host = document.createElementNS("http://www.w3.org/1999/xhtml", "div");
  if (!(host instanceof HTMLElement)) return null;
  host.id = id;
  host.popover = "manual";
  const size = `width: ${width}px; height: ${height}px;`;
  const place = `position: fixed; inset: ${shown.offsetTop}px auto auto ${shown.offsetLeft}px; margin: 0; border: 0;`;
  const look = `all: initial; display: block; overflow: hidden; padding: 0; ${place} ${size} background: #fff;`;
  // No page's style is stronger than an important one of the element itself.
  host.style.cssText = look.replaceAll(";", " !important;");
  picture.style.cssText = `display: block; ${size}`;
  host.attachShadow({ mode: "closed" }).append(picture);
  const dialog = [...document.querySelectorAll("dialog:modal")].at(-1);
  (dialog ?? document.documentElement).append(host);
  host.showPopover();
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await new Promise((resolve) => setTimeout(resolve, 30));
  const rect = { x: 0, y: 0, width: width * shown.scale, height: height * shown.scale };
  return { rect, innerWidth, devicePixelRatio };
}

/** @param {string} id */
export function removePicture(id) {
  document.getElementById(id)?.remove();
}
