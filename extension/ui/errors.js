// What can go wrong, as values with a code. Knows the daemon's one shape of an error, no words for the user.

/** The daemon said no, or could not be reached (`unreachable`). */
export class ApiError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{status?: number, requestId?: string, retryAfterS?: number}} [more]
   */
  constructor(code, message, { status = 0, requestId = "", retryAfterS = 0 } = {}) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.retryAfterS = retryAfterS;
  }
}

/** A picture that need not be sent, since the daemon would refuse it; the codes are the daemon's. */
export class PictureRefused extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.name = "PictureRefused";
    this.code = code;
  }
}

/**
 * The error that a response of the daemon, or of somebody else on its port, stands for.
 * @param {Response} response
 */
export async function errorOf(response) {
  const retryAfterS = Number(response.headers.get("Retry-After")) || 0;
  const more = { status: response.status, requestId: response.headers.get("X-Request-ID") ?? "", retryAfterS };
  const body = await response.json().catch(() => null);
  if (body === null || typeof body.error !== "string") return new ApiError("internal", `HTTP ${response.status}`, more);
  return new ApiError(body.error, String(body.message ?? ""), more);
}

/**
 * The error as a view shows it.
 * @param {unknown} error
 * @returns {import("./types.js").Trouble}
 */
export function troubleOf(error) {
  if (error instanceof ApiError) return { code: error.code, message: error.message, requestId: error.requestId };
  if (error instanceof PictureRefused) return { code: error.code, message: "" };
  return { code: "internal", message: String(error) };
}

/**
 * Whether this is only somebody having left.
 * @param {unknown} error
 */
export function isAbort(error) {
  return error instanceof DOMException && error.name === "AbortError";
}
