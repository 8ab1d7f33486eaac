// Which language, and how a string gets its numbers. Knows no sentence itself.

import { en } from "./strings/en.js";
import { zh } from "./strings/zh.js";

/** @typedef {typeof en} Strings */
/** @typedef {Exclude<keyof Strings, "errors">} Key */
/**
 * @typedef {object} Lookup
 * @property {(code: string) => string | undefined} error the sentence for an error's code, where there is one
 */
/** @typedef {((key: Key, values?: Record<string, string | number>) => string) & Lookup} Translate */

/** @type {Record<"en" | "zh", Strings>} */
export const STRINGS = { en, zh };

/**
 * The first of the user's languages that we speak, else English.
 * @param {readonly string[]} languages
 * @returns {"en" | "zh"}
 */
export function chooseLanguage(languages) {
  for (const language of languages) {
    const code = language.toLowerCase().split("-")[0];
    if (code === "zh" || code === "en") return code;
  }
  return "en";
}

/**
 * A function from a key to its string; of `one task|{n} tasks` it takes the first for one.
 * @param {"en" | "zh"} lang
 * @returns {Translate}
 */
export function createTranslate(lang) {
  /** @type {Record<string, string>} */
  const errors = STRINGS[lang].errors;
  return Object.assign(translator(STRINGS[lang]), {
    error: (/** @type {string} */ code) => (Object.hasOwn(errors, code) ? errors[code] : undefined),
  });
}

/**
 * The same for any table of sentences.
 * @template {Record<string, unknown>} Table
 * @param {Table} table
 */
export function translator(table) {
  /** @param {Exclude<keyof Table, "errors">} key @param {Record<string, string | number>} [values] */
  return (key, values = {}) => {
    const [one = "", many = one] = String(table[key]).split("|");
    const chosen = values.n === 1 ? one : many;
    return chosen.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  };
}
