// The name that a client gets from the program it runs in. Knows user agents.

const KNOWN = /** @type {const} */ ([
  ["Firefox", "Firefox/"],
  ["Edge", "Edg/"],
  ["Opera", "OPR/"],
  ["Chrome", "Chrome/"],
  ["Safari", "Safari/"],
]);

/** @param {string} agent */
export function browserName(agent) {
  return KNOWN.find(([, sign]) => agent.includes(sign))?.[0] ?? "Browser";
}
