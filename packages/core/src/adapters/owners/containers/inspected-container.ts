import * as v from "valibot";
import { parseEndpoint } from "../../../hosts/endpoint.ts";
import { parseJsonItems } from "../json-items.ts";

/** What `docker|podman|nerdctl inspect` says ("docker inspect"): what matters for a container without ports of its own. */
const inspectedSchema = v.object({
  HostConfig: v.optional(v.object({ NetworkMode: v.optional(v.string(), "") }), { NetworkMode: "" }),
  Config: v.optional(v.object({ Env: v.nullish(v.array(v.string())) }), { Env: [] }),
});

/** The network of a container, and the port at which its Ollama listens in it. */
export type InspectedContainer = { readonly network: string; readonly port: number };

export function parseInspected(stdout: string): InspectedContainer | undefined {
  const [item] = parseJsonItems(stdout);
  const parsed = v.safeParse(inspectedSchema, item);
  if (!parsed.success) return undefined;
  const { HostConfig: host, Config: config } = parsed.output;
  const address = (config.Env ?? []).find((line) => line.startsWith("OLLAMA_HOST="));
  const found = parseEndpoint(address?.slice("OLLAMA_HOST=".length) ?? "");
  return "endpoint" in found ? { network: host.NetworkMode, port: found.endpoint.port } : undefined;
}
