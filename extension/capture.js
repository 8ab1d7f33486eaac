// Pictures of what is on the screen: the visible tab, a part of it, the picture under the menu. Knows the browser's API.

import { cropBox } from "./lib/crop.js";
import { pageKind } from "./lib/page-kind.js";
import { readLargePicture, removePicture, showPicture } from "./lone-picture.js";
import { api } from "./platform/api.js";
import { pause } from "./ui/waiting.js";

/** @typedef {import("./lib/ledger.js").Trouble} Trouble */

const LIMIT_MS = 5000;
const MAX_BYTES = 16 * 1024 * 1024;
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

class LateError extends Error {}

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
 * @returns {Promise<T>}
 */
function inTime(promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new LateError("the browser did not answer")), LIMIT_MS);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * @param {string | undefined} address
 * @param {unknown} error
 */
function refusal(address, error) {
  const message = error instanceof Error ? error.message : String(error);
  const kind = pageKind(address, message);
  // A page whose address we are told is open to us, and only slow.
  if (kind === "other" && address && error instanceof LateError)
    return new CaptureError({ code: "capture_failed", message });
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

/**
 * What the window shows of a tab, which is the active one.
 * @param {chrome.tabs.Tab} tab
 * @param {number} [tries]
 * @returns {Promise<Blob>}
 */
async function pictureOf(tab, tries = 3) {
  try {
    return blobOf(await inTime(api.tabs.captureVisibleTab(tab.windowId, { format: "png" })));
  } catch (error) {
    if (tries < 2 || !TOO_FAST.test(String(error))) throw refusal(tab.url, error);
  }
  await pause(TOO_FAST_S);
  return pictureOf(tab, tries - 1);
}

/** @param {OffscreenCanvas} canvas */
async function encode(canvas) {
  let blob = await canvas.convertToBlob({ type: "image/png" });
  for (const [type, quality] of SMALLER) {
    if (blob.size <= MAX_BYTES) break;
    blob = await canvas.convertToBlob({ type, quality });
  }
  return blob;
}

/** @param {Blob} blob @param {import("./lib/crop.js").Part | null} part null for all of it */
async function cut(blob, part) {
  const bitmap = await createImageBitmap(blob);
  try {
    const box = part ? cropBox(part, bitmap) : { x: 0, y: 0, width: bitmap.width, height: bitmap.height };
    if (!box) throw new CaptureError({ code: "capture_failed", message: "the part is outside of the picture" });
    const canvas = new OffscreenCanvas(box.width, box.height);
    canvas.getContext("2d")?.drawImage(bitmap, -box.x, -box.y);
    return await encode(canvas);
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
  if (!tab) throw new CaptureError({ code: "capture_failed", message: "there is no tab" });
  return tab;
}

/** The visible part of the active tab. @param {number} [windowId] */
export async function captureTab(windowId) {
  const tab = await activeTab(windowId);
  return { blob: await small(await pictureOf(tab)), name: tab.title ?? "" };
}

/** A part of a tab's window. @param {chrome.tabs.Tab} tab @param {import("./lib/crop.js").Part} part */
export async function capturePart(tab, part) {
  if (!tab.active) throw new CaptureError({ code: "capture_failed", message: "another tab is in front" });
  return cut(await pictureOf(tab), part);
}

/**
 * The answer of what is run in a page; CaptureError where the browser does not let us in.
 * @template T
 * @param {chrome.tabs.Tab} tab
 * @param {chrome.scripting.ScriptInjection<any[], T>} injection
 * @param {number} [tries]
 * @returns {Promise<Awaited<T> | null | undefined>}
 */
async function inPage(tab, injection, tries = 2) {
  try {
    const [first] = await inTime(api.scripting.executeScript(injection));
    return first?.result ?? null;
  } catch (error) {
    if (tries < 2 || !tab.url || !NOT_YET.test(String(error))) throw refusal(tab.url, error);
  }
  await pause(NOT_YET_S);
  return inPage(tab, injection, tries - 1);
}

/** Let the user select a part of a tab's window; the overlay tells the background which. @param {chrome.tabs.Tab} tab */
export async function selectPart(tab) {
  const started = await inPage(tab, { target: { tabId: tab.id ?? -1 }, files: ["overlay.js"] }).catch(async (error) => {
    // Whether it is the page or a missing click is told apart by the capture alone.
    if (tab.url === undefined) await pictureOf(tab);
    throw error;
  });
  // Firefox says that it ran on its own pages, where it did not.
  if (started !== true) throw refusal(tab.url, "nothing runs on this page");
}

/** A picture of a page by its address there. @param {chrome.tabs.Tab} tab @param {string} address */
export async function capturePicture(tab, address) {
  const target = { tabId: tab.id ?? -1 };
  const large = await inPage(tab, { target, func: readLargePicture, args: [address] });
  if (large) return small(blobOf(large));
  const part = await inPage(tab, { target, func: showPicture, args: [address, LONE_PICTURE] });
  if (!part)
    throw new CaptureError({ code: "picture_unreachable", message: "the page does not give this picture away" });
  try {
    return await cut(await pictureOf(tab), part);
  } finally {
    await inPage(tab, { target, func: removePicture, args: [LONE_PICTURE] });
  }
}
