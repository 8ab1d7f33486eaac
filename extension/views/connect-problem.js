// Why a code did not connect, in the user's words. Knows the errors of pairing, no element.

import { ApiError } from "../ui/errors.js";
import { DaemonNotProved } from "../ui/pairing.js";

/**
 * The sentence for an error of the link's `connect`.
 * @param {import("../strings.js").Translate} t
 * @param {unknown} error
 * @param {number} port
 */
export function connectProblem(t, error, port) {
  if (error instanceof DaemonNotProved) return t("connect_stranger", { port });
  // Whoever answers may be a stranger: no words of his own are shown here.
  const known = error instanceof ApiError ? (t.error(error.code) ?? t.error("internal")) : undefined;
  return known ?? t("connect_broken");
}
