// The page on which the extension finds its code. Shows what to expect; reads, keeps and sends nothing.

import { fill, h, icon } from "./dom.js";
import { chooseLanguage, createTranslate, STRINGS } from "./strings.js";

const lang = chooseLanguage(navigator.languages);
const t = createTranslate(lang);
const hasCode = location.hash.length > 1;

document.documentElement.lang = STRINGS[lang].language;
document.title = `${t("pair_title")} · Atshot`;

const command = () => h("code", {}, "atshot pair");
const waiting = [
  h("p", { role: "status" }, t("pair_working")),
  h("p", { class: "muted" }, t("pair_done_hint")),
  h("h2", {}, t("pair_nothing")),
  h("p", { class: "way" }, icon("download"), h("span", {}, t("pair_install"), " ", command())),
  h("p", { class: "way" }, icon("edit"), h("span", {}, t("pair_type"))),
];
const lost = [h("p", {}, t("pair_no_code"), " ", command())];

fill(
  document.getElementById("app") ?? document.body,
  h(
    "main",
    { class: "card", id: "main" },
    h("div", { class: "card-sign", "aria-hidden": "true" }, "@"),
    h("h1", {}, t("pair_title")),
    ...(hasCode ? waiting : lost),
  ),
);
