import * as v from "valibot";
import { isLoopback } from "../../../hosts/hostname.ts";
import { argumentSchema } from "../../../service/owner.ts";
import { parseUrl } from "../../../shared/url.ts";
import { parseJsonItems } from "../json-items.ts";

/** Where the engine is that a tool talks to, and the name by which the tool knows it. */
export type EnginePlace = { readonly name: string; readonly isLocal: boolean };

const contextSchema = v.object({ Name: argumentSchema, Current: v.unknown(), DockerEndpoint: v.string() });

/**
 * The context that is in use, from `docker context ls --format '{{json .}}'` ("docker context ls"). With `DOCKER_HOST`
 * that is `default`, at that address.
 */
export function parseCurrentContext(stdout: string): EnginePlace | undefined {
  const current = parsed(contextSchema, stdout).find(({ Current: mark }) => mark === true || mark === "*");
  return current && { name: current.Name, isLocal: isLocalEngine(current.DockerEndpoint) };
}

const connectionSchema = v.object({ Name: argumentSchema, URI: v.string(), Default: v.boolean() });

/** The connection to a virtual machine of podman that is in use, over ssh, from `podman system connection list --format json`. */
export function parseDefaultConnection(stdout: string): EnginePlace | undefined {
  const used = parsed(connectionSchema, stdout).find(({ Default: isDefault }) => isDefault);
  return used && { name: used.Name, isLocal: isOnThisMachine(used.URI) };
}

/**
 * Whether an engine is on this machine, or in a virtual machine of it: only then is a port that its containers publish a
 * port of this machine. What ssh reaches by a local port is mostly a tunnel to another one.
 */
export const isLocalEngine = (address: string): boolean =>
  !address.startsWith("ssh:") && isOnThisMachine(address);

function isOnThisMachine(address: string): boolean {
  if (address === "" || /^(unix|npipe|fd):/.test(address)) return true;
  const hostname = parseUrl(address.replace(/^\w+:/, "http:"))?.hostname;
  return hostname !== undefined && isLoopback(hostname.replace(/^\[|\]$/g, ""));
}

const parsed = <Schema extends v.GenericSchema>(schema: Schema, stdout: string): v.InferOutput<Schema>[] =>
  parseJsonItems(stdout).flatMap((item) => {
    const result = v.safeParse(schema, item);
    return result.success ? [result.output] : [];
  });
