// One value and those who want to know when it changes. Knows neither what the value is nor who shows it.

/**
 * @template T
 * @typedef {object} Store
 * @property {() => T} get
 * @property {(value: T) => void} set
 * @property {(listener: (value: T) => void, signal?: AbortSignal) => void} subscribe
 *   Calls the listener with each new value until the signal aborts; not with the present one.
 */

/**
 * A value that can be watched.
 * @template T
 * @param {T} value
 * @returns {Store<T>}
 */
export function createStore(value) {
  /** @type {Set<(value: T) => void>} */
  const listeners = new Set();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of [...listeners]) listener(next);
    },
    subscribe(listener, signal) {
      if (signal?.aborted) return;
      listeners.add(listener);
      signal?.addEventListener("abort", () => listeners.delete(listener), { once: true });
    },
  };
}

/**
 * The store's value now and from now on.
 * @template T
 * @param {Store<T>} store
 * @param {(value: T) => void} listener
 * @param {AbortSignal} [signal]
 */
export function watch(store, listener, signal) {
  store.subscribe(listener, signal);
  listener(store.get());
}
