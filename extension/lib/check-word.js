// The word that both sides of a pairing show. Knows the code, asks nobody.

import { spelled } from "../ui/pairing.js";

const LABEL = "atshot check word\n";
const CONSONANTS = "bdfghjklmnprstvz";
const VOWELS = "aeio";

/**
 * The check word of a code, as `bido-kasu`.
 * @param {string} code
 */
export async function checkWord(code) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(LABEL + spelled(code)));
  const [first = 0, second = 0, third = 0] = new Uint8Array(digest);
  const bits = (first << 16) | (second << 8) | third;
  const syllables = [18, 12, 6, 0].map((shift) => {
    const six = (bits >> shift) & 63;
    return CONSONANTS.charAt(six >> 2) + VOWELS.charAt(six & 3);
  });
  return `${syllables.slice(0, 2).join("")}-${syllables.slice(2).join("")}`;
}
