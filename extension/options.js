// The settings: the connection and its test, shortcuts, the permission, privacy. Wiring only.

import { api } from "./platform/api.js";
import { link, ORIGINS } from "./platform/link.js";
import { createTranslate, languageOf } from "./strings.js";
import { Client } from "./ui/api.js";
import { browserName } from "./ui/browser-name.js";
import { fill, h } from "./ui/dom.js";
import { troubleOf } from "./ui/errors.js";
import { STRINGS } from "./ui/strings.js";
import { askForConfirmation } from "./ui/views/confirm.js";
import { connectProblem } from "./views/connect-problem.js";
import * as views from "./views/options.js";

const CHROME_SHORTCUTS = "chrome://extensions/shortcuts";

const lang = languageOf(api.i18n.getMessage("lang"));
const t = createTranslate(lang);
const root = document.getElementById("app") ?? document.body;
const client = new Client({ fetch: link.fetch, token: () => null });

const connection = views.connectionSection(t, { test: () => void test(), disconnect: () => void disconnect() });
const code = views.codeSection(t, connect);
const permission = views.permissionSection(t, () => {
  void api.permissions.request({ origins: ORIGINS }).then(look);
});

async function look() {
  /** @type {Promise<import("./views/gate.js").Standing>} */
  const looking = link.standing().catch(() => ({ state: "broken" }));
  const [standing, isAllowed] = await Promise.all([looking, api.permissions.contains({ origins: ORIGINS })]);
  connection.update(standing);
  permission.update(isAllowed);
  return standing;
}

async function test() {
  connection.busy(true);
  const standing = await look();
  try {
    if (standing.state !== "ready") {
      connection.tell({ lines: [views.standingWords(t, standing)], isGood: false });
    } else {
      connection.tell({ lines: testLines(await client.status(), standing.port), isGood: true });
    }
  } catch (error) {
    const { code, message } = troubleOf(error);
    connection.tell({ lines: [t.error(code) ?? message], isGood: false });
  }
  connection.busy(false);
}

/** @param {import("./ui/types.js").Status} status @param {number} port */
function testLines({ version, engines = [], problems }, port) {
  const readers = engines.map(({ name, state }) => t("options_engine", { name, state: t(`engine_${state}`) }));
  return [t("options_test_good", { version, port }), ...readers, ...problems.map(({ message }) => message)];
}

async function disconnect() {
  const words = { title: t("options_disconnect_title"), lead: t("options_disconnect_lead") };
  if (!(await askForConfirmation({ ...words, yes: t("options_disconnect"), no: t("cancel") }))) return;
  const isGood = await link.disconnect().then(
    () => true,
    () => false,
  );
  await look();
  connection.tell({ lines: [t(isGood ? "options_disconnected" : "options_broken")], isGood });
}

/** @param {string} typed @returns {Promise<string | null>} */
async function connect(typed) {
  const ports = await link.findDaemons();
  if (!ports.length) return t("options_code_nobody");
  /** @type {{error: unknown, port: number} | null} */
  let failure = null;
  for (const port of ports) {
    try {
      await link.connect(typed, { port, name: browserName(navigator.userAgent) });
      void api.runtime.sendMessage({ type: "resume" });
      await test();
      return null;
    } catch (error) {
      // Another user's daemon, which has no pairing open, has nothing to tell.
      if (!failure || troubleOf(failure.error).code === "pairing_closed") failure = { error, port };
    }
  }
  return failure && connectProblem(t, failure.error, failure.port);
}

/** Opens the browser's list of shortcuts; null where it has none that a page may open. */
function shortcutSettings() {
  const { openShortcutSettings } = api.commands;
  if (openShortcutSettings) return () => void openShortcutSettings();
  return api.sidebarAction ? null : () => void api.tabs.create({ url: CHROME_SHORTCUTS });
}

async function start() {
  document.documentElement.lang = STRINGS[lang].language;
  document.title = t("options_title");
  const commands = await api.commands.getAll();
  const known = commands.flatMap(({ name, shortcut }) => (name ? [{ name, shortcut: shortcut ?? "" }] : []));
  const sections = [
    connection.element,
    code.element,
    views.shortcutsSection(t, known, shortcutSettings()),
    permission.element,
    views.privacySection(t),
  ];
  fill(root, h("main", { class: "settings", id: "main" }, h("h1", {}, t("options_title")), ...sections));
  if (location.hash === "#code") code.focus();
  await look();
  addEventListener("focus", () => void look());
}

void start();
