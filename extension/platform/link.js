// The link to the daemon as this browser gives it. Knows the permission and where the pairing is.

import { createLink } from "../lib/link.js";
import { api } from "./api.js";
import { keys } from "./database.js";

/** What the manifest asks for, and the user may take away. */
export const ORIGINS = ["http://127.0.0.1/*"];

export const link = createLink({
  fetch: (input, init) => fetch(input, init),
  keys,
  isAllowed: () => api.permissions.contains({ origins: ORIGINS }),
  now: () => Date.now(),
});
