// The extension's sentences laid over those of the shared page. Knows no sentence itself.

import { en } from "./strings/en.js";
import { zh } from "./strings/zh.js";
import { STRINGS, translator } from "./ui/strings.js";

/** @typedef {Exclude<keyof typeof en, "errors"> | import("./ui/strings.js").Key} Key */
/**
 * @typedef {((key: Key, values?: Record<string, string | number>) => string) & import("./ui/strings.js").Lookup} Translate
 */

const OWN = { en, zh };

/**
 * A function from a key of either table to its string; the extension's own wins.
 * @param {"en" | "zh"} lang
 * @returns {Translate}
 */
export function createTranslate(lang) {
  /** @type {Record<string, string>} */
  const errors = { ...STRINGS[lang].errors, ...OWN[lang].errors };
  return Object.assign(translator({ ...STRINGS[lang], ...OWN[lang] }), {
    error: (/** @type {string} */ code) => (Object.hasOwn(errors, code) ? errors[code] : undefined),
  });
}

/**
 * The language that the browser chose of `_locales`, named by its message "lang".
 * @param {string} message
 * @returns {"en" | "zh"}
 */
export function languageOf(message) {
  return message === "zh" ? "zh" : "en";
}
