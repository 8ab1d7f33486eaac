// Wiring of what goes on while no view is open. Knows which event calls what; keeps nothing but what is going on.

import { CaptureError, capturePart, capturePicture, captureTab, endSelection, selectPart } from "./capture.js";
import { badgeOf } from "./lib/badge.js";
import { partOf } from "./lib/crop.js";
import { isOpen } from "./lib/ledger.js";
import { createSubmissions } from "./lib/submissions.js";
import { api } from "./platform/api.js";
import { pictures } from "./platform/database.js";
import { link } from "./platform/link.js";
import { keepAlive, marks, records } from "./platform/records.js";
import { Client, localDate } from "./ui/api.js";
import { troubleOf } from "./ui/errors.js";
import { prepare } from "./ui/picture.js";
import { pause } from "./ui/waiting.js";

/** @typedef {chrome.runtime.MessageSender} Sender */
/** @typedef {import("./lib/ledger.js").About} About */

const ALARM = "resume";
// The shortest that browsers keep.
const ALARM_MINUTES = 0.5;
const PAIRING_MS = 120_000;
// Until the popup that we opened has asked what it is to do.
const OPENED = "opened";
const OPENED_MS = 10_000;
const PAIR_PAGE = /^http:\/\/127\.0\.0\.1:(\d{1,5})\/pair#([0-9A-Z]{26})$/i;
// The same, whether or not the browser still tells the code that was taken out of the address.
const PAIR_PAGE_AFTER = /^http:\/\/127\.0\.0\.1:\d{1,5}\/pair(#|$)/;
const OWN_PAGES = api.runtime.getURL("");
const SOURCES = new Set(["tab", "region", "picture", "clipboard", "file"]);

const client = new Client({ fetch: link.fetch, token: () => null });
const submissions = createSubmissions({
  client,
  records,
  pictures,
  now: () => Date.now(),
  today: () => localDate(new Date()),
  pause,
  keepAlive,
  prepare,
  onChange: refresh,
});

/** Made once: made again, it would start to count anew. */
async function keepAlarm() {
  if (!(await api.alarms.get(ALARM))) await api.alarms.create(ALARM, { periodInMinutes: ALARM_MINUTES });
}

/** The button and the alarm, as the records want them. */
async function refresh() {
  const all = await records.all();
  const { text, colour, title } = badgeOf(all);
  await Promise.all([
    all.some(isOpen) ? keepAlarm() : api.alarms.clear(ALARM),
    api.action.setBadgeText({ text }),
    api.action.setBadgeBackgroundColor({ color: colour }),
    api.action.setBadgeTextColor({ color: "#ffffff" }),
    api.action.setTitle({ title: api.i18n.getMessage(title, [text]) }),
  ]);
}

async function resume() {
  await refresh();
  await submissions.resume();
  if (await submissions.sweep()) await keepAlarm();
}

/** @param {unknown} error */
const troubleFor = (error) => (error instanceof CaptureError ? error.trouble : troubleOf(error));

/**
 * Show the list, where the browser lets us and nothing shows it already; its popup is no click.
 * @param {number} windowId
 */
async function showList(windowId) {
  try {
    const views = await api.runtime.getContexts({ contextTypes: ["SIDE_PANEL", "POPUP"], windowIds: [windowId] });
    if (views.length) return;
    await marks.put(OPENED, {});
    await api.action.openPopup({ windowId });
  } catch {
    // The badge tells.
    await marks.take(OPENED, 0);
  }
}

/**
 * Take and send a picture while no view looks on; what goes wrong is a record too, for the view that opens.
 * @param {chrome.tabs.Tab} tab
 * @param {About["source"]} source
 * @param {() => Promise<Blob>} take
 */
async function takeUnseen(tab, source, take) {
  const about = { source, name: tab.title ?? "" };
  try {
    await submissions.submit(await take(), about);
  } catch (error) {
    await submissions.refuse(about, troubleFor(error));
  }
  await showList(tab.windowId);
}

/** @param {chrome.tabs.Tab} tab */
async function region(tab) {
  const mark = `region:${tab.id}`;
  await marks.put(mark, {});
  try {
    await selectPart(tab);
  } catch (error) {
    await marks.take(mark, 0);
    throw error;
  }
}

/** The shortcut again ends what it began. @param {chrome.tabs.Tab} tab */
async function regionByKeys(tab) {
  if (!(await endSelection(tab))) await regionUnseen(tab);
}

/** The same, told by a record where it cannot be. @param {chrome.tabs.Tab} tab */
async function regionUnseen(tab) {
  try {
    await region(tab);
  } catch (error) {
    await submissions.refuse({ source: "region", name: tab.title ?? "" }, troubleFor(error));
    await showList(tab.windowId);
  }
}

/** @param {number} [windowId] */
async function capture(windowId) {
  const { blob, name } = await captureTab(windowId);
  return { key: await submissions.submit(blob, { source: "tab", name }) };
}

/** The turn to the page that asks, which waits until it is known which page that is. @type {Promise<void>} */
let turning = Promise.resolve();

/** Ask in a tab of our own: whoever opened the daemon's page has no hold of that. @param {chrome.tabs.Tab} tab */
async function turn({ id = -1, windowId, index }) {
  const mark = await marks.take(`pairing:${id}`, PAIRING_MS);
  const place = { windowId, index: index + 1, active: true };
  const asking = await api.tabs.create({ ...place, url: api.runtime.getURL("connect.html") });
  if (mark) await marks.put(`pairing:${asking.id}`, { code: mark.code, port: mark.port });
  await api.tabs.remove(id);
}

/** @param {number} tabId @param {string} address */
async function handOver(tabId, address) {
  const [, port, code] = PAIR_PAGE.exec(address) ?? [];
  if (!code) return {};
  await marks.put(`pairing:${tabId}`, { code, port: Number(port) });
  return {};
}

/** @type {Record<string, (message: any, sender: Sender) => Promise<object>>} what our own pages ask for */
const FOR_VIEWS = {
  capture: ({ windowId }) => capture(windowId),
  /** What the button's click asks for: nothing where there is something to show, or nobody to send to. */
  async click() {
    if (await marks.take(OPENED, OPENED_MS)) return {};
    const all = await records.all();
    const isBusy = all.some((record) => isOpen(record) || !record.isSeen);
    return isBusy || !(await link.isPaired()) ? {} : capture();
  },
  region: async ({ tabId }) => (await region(await api.tabs.get(tabId)), {}),
  async accept({ key, source, name }) {
    if (typeof key !== "string" || !SOURCES.has(source)) throw new TypeError("no such picture");
    return { key: await submissions.accept(key, { source, name: String(name ?? "") }) };
  },
  retry: async ({ key }) => ({ key: await submissions.retry(key) }),
  forget: async ({ key }) => (await submissions.forget(key), {}),
  see: async ({ key }) => (await submissions.see(key), {}),
  recount: async () => (await submissions.recount(), {}),
  resume: async () => (await resume(), {}),
  async "pending-pairing"({ tabId }) {
    await turning;
    const mark = await marks.take(`pairing:${tabId}`, PAIRING_MS);
    return mark ? { code: mark.code, port: mark.port } : {};
  },
};

/**
 * @type {Record<string, (message: any, tab: chrome.tabs.Tab, sender: Sender) => Promise<object>>} what our scripts in pages may say
 */
const FOR_PAGES = {
  async "region-rect"(message, tab) {
    const part = partOf(message);
    if (part && (await marks.take(`region:${tab.id}`, Infinity)))
      await takeUnseen(tab, "region", () => capturePart(tab, part));
    return {};
  },
  "region-cancel": async (_, tab) => (await marks.take(`region:${tab.id}`, 0), {}),
  pair: (_, tab, sender) => handOver(tab.id ?? -1, sender.url ?? ""),
  async "pair-turn"(_, tab, sender) {
    if (PAIR_PAGE_AFTER.test(sender.url ?? "")) turning = turn(tab).catch(() => {});
    return {};
  },
};

/**
 * Who may ask for what; null for everybody else.
 * @param {any} message
 * @param {Sender} sender
 */
function handlerFor(message, sender) {
  const type = String(message?.type);
  if (sender.id !== api.runtime.id) return null;
  if (sender.url?.startsWith(OWN_PAGES))
    return Object.hasOwn(FOR_VIEWS, type) ? () => FOR_VIEWS[type]?.(message, sender) : null;
  const { tab } = sender;
  return tab && sender.frameId === 0 && Object.hasOwn(FOR_PAGES, type)
    ? () => FOR_PAGES[type]?.(message, tab, sender)
    : null;
}

api.runtime.onMessage.addListener((message, sender, reply) => {
  const handler = handlerFor(message, sender);
  if (!handler) return false;
  Promise.resolve(handler()).then(reply, (error) => reply({ trouble: troubleFor(error) }));
  return true;
});

api.commands.onCommand.addListener((command, tab) => {
  if (command === "capture-region" && tab) void regionByKeys(tab);
});

/** @type {Record<string, (tab: chrome.tabs.Tab, info: chrome.contextMenus.OnClickData) => unknown>} */
const MENU = {
  menu_picture: (tab, { srcUrl }) => takeUnseen(tab, "picture", () => capturePicture(tab, srcUrl ?? "")),
  menu_region: (tab) => regionUnseen(tab),
  // Each opens at once: after a wait the browser does not take it for the user's click.
  menu_panel: (tab) => api.sidePanel?.open({ windowId: tab.windowId }),
  menu_sidebar: () => api.sidebarAction?.open(),
  menu_tab: () => api.tabs.create({ url: api.runtime.getURL("panel.html") }),
};

api.contextMenus.onClicked.addListener((info, tab) => {
  if (tab) MENU[String(info.menuItemId)]?.(tab, info);
});

api.runtime.onInstalled.addListener(async () => {
  await api.contextMenus.removeAll();
  const panel = api.sidePanel ? "menu_panel" : "menu_sidebar";
  for (const id of ["menu_picture", "menu_region", panel, "menu_tab"]) {
    const contexts = /** @type {["image" | "action"]} */ ([id === "menu_picture" ? "image" : "action"]);
    api.contextMenus.create({ id, contexts, title: api.i18n.getMessage(id) });
  }
});

// Starts this worker, which then goes on with what the browser's end has broken off.
api.runtime.onStartup.addListener(() => {});

api.alarms.onAlarm.addListener(() => void resume());

// Content scripts have no business with the records; Firefox keeps no such lock.
void api.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
void resume();
