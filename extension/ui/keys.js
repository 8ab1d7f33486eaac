// What a key means in a list of rows of which one is in the tab order. Knows positions, no task.

/**
 * The position to go to, or null when the key does not move.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 */
export function moved(key, at, count) {
  const last = count - 1;
  /** @type {Record<string, number>} */
  const places = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last };
  return count > 0 && Object.hasOwn(places, key) ? (places[key] ?? null) : null;
}
