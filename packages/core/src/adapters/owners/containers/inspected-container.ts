import * as v from "valibot";
import { parseEndpoint } from "../../../hosts/endpoint.ts";
import { isUnspecified } from "../../../hosts/hostname.ts";
import { isServing } from "../ollama-program.ts";
import { parseJsonItems } from "../json-items.ts";

/** What `docker|podman|nerdctl inspect` says ("docker inspect"): what it runs, and its network. */
const inspectedSchema = v.object({
  Path: v.optional(v.string(), ""),
  Args: v.nullish(v.array(v.string())),
  HostConfig: v.optional(v.object({ NetworkMode: v.optional(v.string(), "") }), { NetworkMode: "" }),
  Config: v.optional(v.object({ Env: v.nullish(v.array(v.string())) }), { Env: [] }),
});

/** The network of a container, and the port at which its Ollama listens in it. */
export type InspectedContainer = {
  readonly network: string;
  readonly port: number;
  /** Whether it runs `ollama serve`, or has the address to listen at from Ollama's image (its Dockerfile). */
  readonly isOllama: boolean;
};

export function parseInspected(stdout: string): InspectedContainer | undefined {
  const [item] = parseJsonItems(stdout);
  const parsed = v.safeParse(inspectedSchema, item);
  if (!parsed.success) return undefined;
  const { HostConfig: host, Config: config, Path: program, Args: rest } = parsed.output;
  const address = (config.Env ?? []).find((line) => line.startsWith("OLLAMA_HOST="));
  const found = parseEndpoint(address?.slice("OLLAMA_HOST=".length) ?? "");
  if ("problem" in found) return undefined;
  const { hostname, port } = found.endpoint;
  const listens = address !== undefined && isUnspecified(hostname);
  return { network: host.NetworkMode, port, isOllama: listens || isServing([program, ...(rest ?? [])]) };
}
