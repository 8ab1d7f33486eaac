// Which kind of page a browser keeps to itself. Knows addresses and what browsers say, asks nobody.

/** @typedef {"browser" | "store" | "extension" | "source" | "blank" | "other"} PageKind */

/** @type {[RegExp, PageKind][]} the first that fits an address */
const BY_ADDRESS = [
  [/^https:\/\/(chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org)(\/|$)/, "store"],
  [/^https:\/\/microsoftedge\.microsoft\.com\/addons(\/|$)/, "store"],
  [/^view-source:/, "source"],
  [/^(chrome|moz)-extension:|^extension:/, "extension"],
  [/^about:(blank|newtab|home|privatebrowsing)|^(chrome|edge):\/\/(newtab|new-tab-page)(\/|$)|^$/, "blank"],
  [/^(about|chrome|chrome-untrusted|chrome-search|edge|brave|vivaldi|opera|devtools|resource):/, "browser"],
];

/** @type {[RegExp, PageKind][]} the first that fits what the browser said, where it hides the address */
const BY_WORDS = [
  [/extensions gallery/i, "store"],
  [/(chrome|moz)-extension:\/\//i, "extension"],
  [/view-source:/i, "source"],
  [/about:blank/i, "blank"],
  [/\b(chrome|edge|about):/i, "browser"],
];

/** What browsers say of a page that they keep to themselves although its address is like any other's. */
const KEPT =
  /activeTab|Cannot access|showing error page|Missing host permission|cannot be scripted|disabled|nothing runs on this/;

/**
 * Whether the browser could have done it, and may the next time.
 * @param {string | undefined} address
 * @param {string} words
 */
export const isPassingRefusal = (address, words) =>
  /^https?:/.test(address ?? "") && pageKind(address, words) === "other" && !KEPT.test(words);

/**
 * The kind of a page that may not be captured or drawn on.
 * @param {string | undefined} address where the browser tells it
 * @param {string} words what the browser said
 * @returns {PageKind}
 */
export function pageKind(address, words) {
  const fits = (/** @type {[RegExp, PageKind][]} */ table, /** @type {string} */ text) =>
    table.find(([pattern]) => pattern.test(text))?.[1];
  const known = address === undefined ? undefined : fits(BY_ADDRESS, address);
  return known ?? fits(BY_WORDS, words) ?? "other";
}
