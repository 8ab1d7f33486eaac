// The browser's extension API under one name. Knows both browsers' names for it, nothing else.

/** @type {AtshotApi} */
export const api = globalThis.browser ?? globalThis.chrome;
