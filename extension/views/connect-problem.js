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
  if (error instanceof ApiError) return t.error(error.code) ?? error.message;
  throw error;
}
