// The list, as popup, panel, sidebar or tab: the gate or the shared page, whichever the link allows. Wiring only.

import { api } from "./platform/api.js";
import { pictures } from "./platform/database.js";
import { link, ORIGINS } from "./platform/link.js";
import { onRecords, records } from "./platform/records.js";
import { createTranslate, languageOf } from "./strings.js";
import { Client } from "./ui/api.js";
import { fill } from "./ui/dom.js";
import { ApiError, isAbort } from "./ui/errors.js";
import { prepare } from "./ui/picture.js";
import { mountApp, routeOf } from "./ui/shell.js";
import { STRINGS } from "./ui/strings.js";
import { pause } from "./ui/waiting.js";
import { createRecordUploads } from "./view-uploads.js";
import { createGate } from "./views/gate.js";
import { captureTrouble, toolsBar } from "./views/tools.js";

/** @typedef {import("./views/gate.js").Standing} Standing */
/** @typedef {import("./views/tools.js").Trouble} Trouble */
/** @typedef {ReturnType<typeof createRecordUploads>} Uploads */
/** @typedef {import("./view-uploads.js").Answer} Answer */
/** @typedef {(trouble: Trouble | null, advice?: import("./strings.js").Key) => void} Tell */

// How often to look whether what is in the way has gone.
const LOOK_AGAIN_MS = 2000;
// Most captures are there within this; until it is known whether there is one, nothing else is shown.
const CLICK_S = 0.05;
/** The browser gives us nothing of what we keep; @type {Standing} */
const BROKEN = { state: "broken" };

const page = document.documentElement;
const isPopup = page.dataset.home === "popup";
const lang = languageOf(api.i18n.getMessage("lang"));
const t = createTranslate(lang);
const root = document.getElementById("app") ?? document.body;
const panelName = api.sidePanel ? "tool_panel" : "tool_sidebar";

/** @param {{type: string} & Record<string, unknown>} message @returns {Promise<Answer>} */
const send = (message) => api.runtime.sendMessage(message);
const newKey = () => crypto.randomUUID();
const isVisible = () => document.visibilityState === "visible";

/** @type {AbortController | null} */
let mounted = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let isTab = false;
/** @type {number | undefined} */
let windowId;
/** What came of the click on the button, until the list has taken it up; @type {Promise<Answer> | undefined} */
let click = globalThis.atshotClick;
/** @type {Standing | null} */
let lastStanding = null;

const gate = createGate(t, {
  allow: async () => {
    const isAllowed = await api.permissions.request({ origins: ORIGINS });
    if (isAllowed) void look();
    return isAllowed;
  },
  typeCode: () => openPage("options.html#code"),
  discard: async () => {
    for (const { key } of await queued()) await send({ type: "forget", key });
  },
  again: () => void look(),
});

const client = new Client({ fetch: watchedFetch, token: () => null, onStranger: () => void look() });

/**
 * The link's fetch; what it cannot reach is looked into, and what it changes is counted anew.
 * @param {string | URL | Request} path
 * @param {RequestInit} [init]
 */
async function watchedFetch(path, init = {}) {
  try {
    const response = await link.fetch(path, init);
    if (response.ok && init.method !== "GET") void send({ type: "recount" });
    return response;
  } catch (error) {
    if (error instanceof ApiError || !isAbort(error)) void look();
    throw error;
  }
}

/** The records whose pictures wait. */
const queued = async () => (await records.all().catch(() => [])).filter(({ state }) => state === "queued");

/** Show what the link's standing calls for, and look again while it is not what we want. */
async function look() {
  clearTimeout(timer);
  const standing = await link.standing().catch(() => BROKEN);
  clearTimeout(timer);
  if (standing.state === "ready") return void (await open());
  await close(standing);
}

/** @param {Standing} standing */
async function close(standing) {
  mounted?.abort();
  mounted = null;
  clearTimeout(timer);
  timer = setTimeout(() => void look(), LOOK_AGAIN_MS);
  await showGate(standing);
}

/** @param {Standing} standing */
async function showGate(standing) {
  lastStanding = standing;
  gate.update(standing, (await queued()).length);
  document.title = "Atshot";
  if (!gate.element.isConnected) fill(root, gate.element);
}

async function open() {
  if (mounted) return;
  const { signal } = (mounted = new AbortController());
  void send({ type: "resume" });
  const uploads = createRecordUploads({
    ...{ client, records, onRecords, pictures, send, prepare, pause, newKey, signal },
    onRefused: ({ trouble, source }) => tell(trouble, source === "region" ? "region_advice" : undefined),
    isVisible,
    hasNewest: !click,
  });
  /** @type {Tell} */
  const tell = (trouble, advice = "forbidden_advice") =>
    tools.say(trouble ? captureTrouble(t, trouble, { advice }) : null);
  const tools = toolsBar(t, toolActions(uploads, tell), { panelName });
  try {
    await (click ? Promise.race([captureTab(uploads, tell, click), pause(CLICK_S)]) : uploads.look());
  } catch {
    return void (await close(BROKEN));
  }
  click = undefined;
  if (signal.aborted) return;
  document.addEventListener("visibilitychange", () => void uploads.look(), { signal });
  mountApp(root, { client, t, lang, signal, uploads, tools: tools.element });
}

/**
 * @param {Uploads} uploads
 * @param {Tell} tell
 * @returns {import("./views/tools.js").Actions}
 */
function toolActions(uploads, tell) {
  const settings = () => openPage("options.html");
  if (isTab) return { settings };
  return {
    capture: () => void captureTab(uploads, tell, send({ type: "capture", windowId })),
    region: () => void selectPart(tell),
    panel: isPopup ? openPanel : undefined,
    tab: () => openPage("panel.html"),
    settings,
  };
}

/** @param {Uploads} uploads @param {Tell} tell @param {Promise<Answer>} asking */
async function captureTab(uploads, tell, asking) {
  tell(null);
  const capturing = uploads.capture(asking);
  if (routeOf(location.hash).name !== "home") location.hash = "#/";
  const trouble = await capturing;
  if (trouble) tell(trouble);
}

/** @param {Tell} tell */
async function selectPart(tell) {
  tell(null);
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  const { trouble } = await send({ type: "region", tabId: tab?.id });
  if (trouble) tell(trouble, "region_advice");
  else if (isPopup) window.close();
}

/** First thing in the click, or the browser refuses. */
function openPanel() {
  const opening = api.sidePanel
    ? api.sidePanel.open({ windowId: api.windows.WINDOW_ID_CURRENT })
    : api.sidebarAction?.open();
  void opening?.then(() => window.close());
}

/** @param {string} url */
function openPage(url) {
  void api.tabs.create({ url: api.runtime.getURL(url) }).then(() => isPopup && window.close());
}

async function start() {
  page.lang = STRINGS[lang].language;
  isTab = !isPopup && (await api.tabs.getCurrent()) !== undefined;
  if (isTab) page.dataset.home = "tab";
  windowId = (await api.windows.getCurrent()).id;
  // There a file chooser closes the popup, and nobody is left to take the file.
  if (isPopup && api.sidebarAction) page.dataset.files = "none";
  onRecords(async () => mounted === null && lastStanding && void (await showGate(lastStanding)));
  document.addEventListener("visibilitychange", () => {
    if (!mounted && isVisible()) void look();
  });
  await look();
}

addEventListener("unhandledrejection", (event) => {
  if (isAbort(event.reason)) event.preventDefault();
});
void start();
