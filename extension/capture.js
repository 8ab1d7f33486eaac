// Pictures of what is on the screen: the visible tab, a part of it, the picture under the menu. Knows the browser's API.

import { cropBox } from "./lib/crop.js";
import { isPassingRefusal, pageKind } from "./lib/page-kind.js";
import { readLargePicture, removePicture, showPicture } from "./lone-picture.js";
import { api } from "./platform/api.js";
import { keepAlive } from "./platform/records.js";
import { pause } from "./ui/waiting.js";

/** @typedef {import("./lib/ledger.js").Trouble} Trouble */

const LIMIT_MS = 5000;
// To fetch, scale and encode a large picture takes a while.
const LARGE_LIMIT_MS = 20_000;
const MAX_BYTES = 16 * 1024 * 1024;
/** What the daemon takes, and how many pixels a PNG is quickly made of. */
const LARGE = { pixels: 40_000_000, side: 16_000, bytes: MAX_BYTES, exact: 8_000_000 };
/** @type {[string, number]} */
const EXACT = ["image/png", 1];
/** @type {[string, number][]} what a picture is encoded as when it is too large as PNG */
const SMALLER = [
  ["image/webp", 0.95],
  ["image/jpeg", 0.95],
  ["image/jpeg", 0.8],
];
// Chrome takes two pictures a second.
const TOO_FAST = /MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND/;
const TOO_FAST_S = 1;
// Right after the user's click Chrome tells us the address, while the page's process may not know yet that we may come in.
const NOT_YET = /Cannot access contents of the page/;
const NOT_YET_S = 0.2;
const LONE_PICTURE = "atshot-picture";

/** There is no picture; `trouble` says why. */
export class CaptureError extends Error {
  /** @param {Trouble} trouble */
  constructor(trouble) {
    super(trouble.message);
    this.name = "CaptureError";
    this.trouble = trouble;
  }
}

/**
 * The promise, or an error when it is not kept in time: some pages never answer.
 * @template T
 * @param {Promise<T>} promise
 * @param {number} [limitMs]
 * @returns {Promise<T>}
 */
function inTime(promise, limitMs = LIMIT_MS) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the browser did not answer")), limitMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** @param {string} message */
const failure = (message) => new CaptureError({ code: "capture_failed", message });

/**
 * @param {string | undefined} address
 * @param {unknown} error
 */
function refusal(address, error) {
  const message = error instanceof Error ? error.message : String(error);
  if (isPassingRefusal(address, message)) return failure(message);
  const kind = pageKind(address, message);
  if (kind === "other" && /activeTab/.test(message)) return new CaptureError({ code: "click_needed", message });
  return new CaptureError({ code: "page_forbidden", message, kind });
}

/** @param {string} url a data: URL */
function blobOf(url) {
  const [head = "", data = ""] = url.split(",", 2);
  const text = atob(data);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return new Blob([bytes], { type: head.replace(/^data:|;.*$/g, "") });
}

/** @param {string | undefined} address */
const withoutHash = (address) => address?.replace(/#.*/s, "");

/**
 * The browser takes whatever is in front: that has to be this tab, with the page that it had.
 * @param {chrome.tabs.Tab} tab
 */
async function checkInFront({ id, windowId, url }) {
  const present = await inTime(api.tabs.get(id ?? -1));
  if (!present.active || present.windowId !== windowId) throw failure("another tab is in front");
  if (url !== undefined && withoutHash(present.url) !== withoutHash(url)) throw failure("another page is in the tab");
}

/**
 * What the window shows of a tab.
 * @param {chrome.tabs.Tab} tab
 * @param {number} [tries]
 * @returns {Promise<Blob>}
 */
async function pictureOf(tab, tries = 3) {
  try {
    await checkInFront(tab);
    const picture = await inTime(api.tabs.captureVisibleTab(tab.windowId, { format: "png" }));
    await checkInFront(tab);
    return blobOf(picture);
  } catch (error) {
    if (error instanceof CaptureError) throw error;
    if (tries < 2 || !TOO_FAST.test(String(error))) throw refusal(tab.url, error);
  }
  await pause(TOO_FAST_S);
  return pictureOf(tab, tries - 1);
}

/**
 * Small enough to be sent, by the first of these kinds that is.
 * @param {OffscreenCanvas} canvas
 * @param {[string, number][]} kinds
 * @returns {Promise<Blob>}
 */
async function encode(canvas, [[type, quality] = EXACT, ...others]) {
  // Each takes seconds of a large picture, in which a worker that calls nobody is ended.
  await keepAlive();
  const blob = await canvas.convertToBlob({ type, quality });
  return blob.size <= MAX_BYTES || !others.length ? blob : encode(canvas, others);
}

/**
 * @param {Blob} blob
 * @param {import("./lib/crop.js").Part | null} part null for all of it, which is too large as it is
 */
async function cut(blob, part) {
  const bitmap = await createImageBitmap(blob);
  try {
    const box = part ? cropBox(part, bitmap) : { x: 0, y: 0, width: bitmap.width, height: bitmap.height };
    if (!box) throw failure("the part is outside of the picture");
    const canvas = new OffscreenCanvas(box.width, box.height);
    canvas.getContext("2d")?.drawImage(bitmap, -box.x, -box.y);
    return await encode(canvas, part ? [EXACT, ...SMALLER] : SMALLER);
  } finally {
    bitmap.close();
  }
}

/** @param {Blob} blob */
const small = (blob) => (blob.size <= MAX_BYTES ? blob : cut(blob, null));

/** @param {number | undefined} windowId the window's; without it, the present one's */
async function activeTab(windowId) {
  const where = windowId === undefined ? { currentWindow: true } : { windowId };
  const [tab] = await api.tabs.query({ active: true, ...where });
  if (!tab) throw failure("there is no tab");
  return tab;
}

/** The visible part of the active tab. @param {number} [windowId] */
export async function captureTab(windowId) {
  const tab = await activeTab(windowId);
  return { blob: await small(await pictureOf(tab)), name: tab.title ?? "" };
}

/** A part of a tab's window. @param {chrome.tabs.Tab} tab @param {import("./lib/crop.js").Part} part */
export async function capturePart(tab, part) {
  return cut(await pictureOf(tab), part);
}

/**
 * The answer of what is run in a page; CaptureError where the browser does not let us in.
 * @template T
 * @param {chrome.tabs.Tab} tab
 * @param {chrome.scripting.ScriptInjection<any[], T>} injection
 * @param {{tries?: number, limitMs?: number}} [how]
 * @returns {Promise<Awaited<T> | null | undefined>}
 */
async function inPage(tab, injection, { tries = 2, limitMs } = {}) {
  try {
    const [first] = await inTime(api.scripting.executeScript(injection), limitMs);
    return first?.result ?? null;
  } catch (error) {
    if (tries < 2 || !tab.url || !NOT_YET.test(String(error))) throw refusal(tab.url, error);
  }
  await pause(NOT_YET_S);
  return inPage(tab, injection, { tries: tries - 1, limitMs });
}

/** Whether there was a selection in the tab, which is over now. @param {chrome.tabs.Tab} tab */
export async function endSelection(tab) {
  const target = { tabId: tab.id ?? -1 };
  return (await inPage(tab, { target, func: endOverlay }).catch(() => null)) === true;
}

/**
 * Let the user select a part of a tab's window; the overlay tells the background which.
 * @param {chrome.tabs.Tab} tab
 */
export async function selectPart(tab) {
  const started = await inPage(tab, { target: { tabId: tab.id ?? -1 }, files: ["overlay.js"] }).catch(async (error) => {
    // Whether it is the page or a missing click is told apart by the capture alone.
    if (tab.url === undefined) await pictureOf(tab);
    throw error;
  });
  // Firefox says that it ran on its own pages, where it did not.
  if (started !== true) throw refusal(tab.url, "nothing runs on this page");
}

/** What is sent into the page to end what overlay.js has begun there. */
function endOverlay() {
  return /** @type {boolean | undefined} */ (/** @type {any} */ (globalThis).atshotSelect?.leave());
}

/** A picture of a page by its address there. @param {chrome.tabs.Tab} tab @param {string} address */
export async function capturePicture(tab, address) {
  const target = { tabId: tab.id ?? -1 };
  const read = { target, func: readLargePicture, args: /** @type {[string, typeof LARGE]} */ ([address, LARGE]) };
  const large = await inPage(tab, read, { limitMs: LARGE_LIMIT_MS });
  if (large) return small(blobOf(large));
  try {
    const part = await inPage(tab, { target, func: showPicture, args: [address, LONE_PICTURE] });
    if (part) return await cut(await pictureOf(tab), part);
  } finally {
    // A page that has gone has taken it along.
    await inPage(tab, { target, func: removePicture, args: [LONE_PICTURE] }).catch(() => {});
  }
  throw new CaptureError({ code: "picture_unreachable", message: "the page does not give this picture away" });
}
