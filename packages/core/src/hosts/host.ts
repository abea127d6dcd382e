import type { Branded } from "../shared/brand.ts";
import { originOf, type Endpoint } from "./endpoint.ts";

/** One of the Ollamas that are watched. Facts, readings, commands and notices say by it which one they are about. */
export type HostId = Branded<"HostId">;

/** The id of the host at an endpoint: scheme, host name and port, as in `http://localhost:11434`. */
export const hostIdOf = (endpoint: Endpoint): HostId => originOf(endpoint) as HostId;
