// The page that the browser shows after /pair: asks once, connects, tells. Wiring only.

import { checkWord } from "./lib/check-word.js";
import { connectProblem } from "./views/connect-problem.js";
import { api } from "./platform/api.js";
import { keys } from "./platform/database.js";
import { link } from "./platform/link.js";
import { records } from "./platform/records.js";
import { createTranslate, languageOf } from "./strings.js";
import { browserName } from "./ui/browser-name.js";
import { fill } from "./ui/dom.js";
import { STRINGS } from "./ui/strings.js";
import { pause } from "./ui/waiting.js";
import { againCard, askCard, cancelledCard, doneCard, workingCard } from "./views/connect.js";
import { watchSteady } from "./views/steady.js";

const STEADY_S = 1;

const lang = languageOf(api.i18n.getMessage("lang"));
const t = createTranslate(lang);
const root = document.getElementById("app") ?? document.body;

/** @param {HTMLElement} card */
function show(card) {
  const isFirst = !root.childElementCount;
  fill(root, card);
  const title = card.querySelector("h1");
  document.title = `${title?.textContent} · Atshot`;
  if (!isFirst) title?.focus();
}

async function close() {
  const tab = await api.tabs.getCurrent();
  if (tab?.id !== undefined) await api.tabs.remove(tab.id);
}

const typeCode = () => location.assign("options.html#code");

/** @param {string} code @param {number} port */
async function connect(code, port) {
  show(workingCard(t, { port }));
  try {
    await link.connect(code, { port, name: browserName(navigator.userAgent) });
  } catch (error) {
    const problem = connectProblem(t, error, port);
    return show(againCard(t, { title: "connect_failed_title", problem }, typeCode));
  }
  const all = await records.all().catch(() => []);
  const queued = all.filter(({ state }) => state === "queued").length;
  void api.runtime.sendMessage({ type: "resume" });
  const commands = await api.commands.getAll();
  const shortcut = commands.find(({ name }) => name === "_execute_action")?.shortcut ?? "";
  show(doneCard(t, { shortcut, queued }, () => void close()));
}

async function start() {
  document.documentElement.lang = STRINGS[lang].language;
  const tab = await api.tabs.getCurrent();
  const { code, port } = await api.runtime.sendMessage({ type: "pending-pairing", tabId: tab?.id });
  if (!code) return show(againCard(t, { title: "connect_nothing_title", problem: null }, typeCode));
  const asked = { port, word: await checkWord(code), isReplacing: (await keys.get()) !== null };
  const cancel = () => show(cancelledCard(t, () => void close()));
  const question = askCard(t, asked, { connect: () => void connect(code, port), cancel });
  show(question.element);
  watchSteady(window, () => pause(STEADY_S), question.open);
}

start().catch((error) =>
  show(againCard(t, { title: "connect_failed_title", problem: connectProblem(t, error, 0) }, typeCode)),
);
