import type { HttpRequest } from "../../ollama/http-transport.port.ts";

/** A slow line has this many times as long for a whole answer as it may be silent. */
const TIMES_LONGER = 3;

/**
 * The limits of a small request, by how long it may be silent. An answer that drips is never silent: without a limit for
 * the whole, it would never end.
 */
export const patienceOf = (silenceMs: number): Required<Pick<HttpRequest, "idleMs" | "totalMs">> => ({
  idleMs: silenceMs,
  totalMs: TIMES_LONGER * silenceMs,
});
