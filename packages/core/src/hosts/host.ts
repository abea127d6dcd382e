import type { Branded } from "../shared/brand.ts";
import { originOf, parseEndpoint, type Endpoint } from "./endpoint.ts";

/** One of the Ollamas that are watched. Facts, readings, commands and notices say by it which one they are about. */
export type HostId = Branded<"HostId">;

/** The id of the host at an endpoint: scheme, host name and port, as in `http://localhost:11434`. */
export const hostIdOf = (endpoint: Endpoint): HostId => originOf(endpoint) as HostId;

/** Parses an id that comes from outside; `undefined` where the text cannot be one. */
export function parseHostId(text: string): HostId | undefined {
  if (text === "") return undefined; // which would be the usual one
  const parsed = parseEndpoint(text);
  return "endpoint" in parsed ? hostIdOf(parsed.endpoint) : undefined;
}
