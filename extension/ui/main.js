// The daemon's own page: signs in, keeps the token for this tab alone, mounts the app. The one file that knows where it runs.

import { Client } from "./api.js";
import { isAppWindow, keepHistoryShort, oneWindow } from "./app-window.js";
import { createArrivals } from "./arrivals.js";
import { browserName } from "./browser-name.js";
import { fill, h, isTyping } from "./dom.js";
import { ApiError, isAbort } from "./errors.js";
import { DaemonNotProved, tradeCode } from "./pairing.js";
import { prepare } from "./picture.js";
import { mountApp } from "./shell.js";
import { chooseLanguage, createTranslate, STRINGS } from "./strings.js";
import { createUploads } from "./uploads.js";
import { pause } from "./waiting.js";
import { signinView } from "./views/signin.js";

const TOKEN = "atshot-token";
const DEFAULT_PORTS = { "http:": 80, "https:": 443 };

const lang = chooseLanguage(navigator.languages);
const t = createTranslate(lang);
const root = document.getElementById("app") ?? document.body;
const newKey = () => crypto.randomUUID();
let mounted = new AbortController();
let closeOthers = () => {};

/** A code stands in the fragment, unless a view of ours does; it is taken out of the address at once, a view after it stays. */
function takeCode() {
  const fragment = location.hash.slice(1);
  if (!fragment || fragment.startsWith("/")) return null;
  const [code = "", ...view] = fragment.split("/");
  history.replaceState(null, "", location.pathname + (view.length ? `#/${view.join("/")}` : ""));
  return code;
}

/**
 * Trade a code and open the app; what is wrong in the user's words, or null.
 * @param {string} code
 * @returns {Promise<string | null>}
 */
async function signIn(code) {
  const port = Number(location.port) || DEFAULT_PORTS[/** @type {"http:" | "https:"} */ (location.protocol)];
  try {
    const { token } = await tradeCode(code, {
      fetch: (...call) => fetch(...call),
      port,
      name: browserName(navigator.userAgent),
    });
    sessionStorage.setItem(TOKEN, token);
    openApp();
    return null;
  } catch (error) {
    if (error instanceof DaemonNotProved) return t("signin_stranger");
    if (error instanceof ApiError) return t.error(error.code) ?? error.message;
    throw error;
  }
}

/** @param {string | null} problem */
function openSignin(problem) {
  mounted.abort();
  mounted = new AbortController();
  // Not "… Atshot": by that the tray knows a window that is worth bringing forward.
  document.title = t("signin_title");
  fill(root, signinView(t, { problem, onCode: signIn }));
}

function openApp() {
  mounted.abort();
  const mine = (mounted = new AbortController());
  const client = new Client({
    fetch: (...call) => fetch(...call),
    token: () => sessionStorage.getItem(TOKEN),
    onStranger: () => {
      // An answer to the page before this one says nothing about the token that we have now.
      if (mine !== mounted) return;
      sessionStorage.removeItem(TOKEN);
      openSignin(t("signin_expired"));
    },
  });
  const { signal } = mine;
  const uploads = createUploads({ client, prepare, pause, newKey });
  mountApp(root, { client, t, lang, signal, uploads });
  closeOthers();
  const isBusy = () => isTyping(document.activeElement);
  const arrivals = createArrivals({ client, uploads, newKey, isBusy, signal });
  addEventListener("focus", () => void arrivals.look(), { signal });
  void arrivals.look();
}

async function start() {
  const code = takeCode();
  if (code !== null) {
    fill(
      root,
      h("main", { class: "card", id: "main" }, h("h1", {}, "Atshot"), h("p", { role: "status" }, t("signin_working"))),
    );
    const problem = await signIn(code);
    if (problem !== null) openSignin(problem);
  } else if (sessionStorage.getItem(TOKEN)) {
    openApp();
  } else {
    openSignin(null);
  }
}

document.documentElement.lang = STRINGS[lang].language;
if (isAppWindow()) {
  closeOthers = oneWindow();
  keepHistoryShort();
}
// A link from the tray may be opened in the very tab that shows the page.
addEventListener("hashchange", (event) => {
  const fragment = location.hash.slice(1);
  if (!fragment || fragment.startsWith("/") || fragment === "main") return;
  event.stopImmediatePropagation();
  void start();
});
addEventListener("unhandledrejection", (event) => {
  if (isAbort(event.reason)) event.preventDefault();
});
void start();
