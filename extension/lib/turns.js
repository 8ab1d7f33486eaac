// One after the other. Knows no browser.

/** A function that runs what it is given when all that it was given before is over. */
export function createTurns() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  /**
   * @template T
   * @param {() => Promise<T>} action
   * @returns {Promise<T>}
   */
  return (action) => {
    const done = last.then(action);
    last = done.catch(() => {});
    return done;
  };
}

/**
 * A function that shares the run of a key that is still going on.
 * @template T
 * @param {(key: string) => Promise<T>} action
 */
export function singleFlight(action) {
  /** @type {Map<string, Promise<T>>} */
  const running = new Map();
  /** @param {string} key */
  return (key) => {
    const present = running.get(key);
    if (present) return present;
    const run = action(key).finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}
