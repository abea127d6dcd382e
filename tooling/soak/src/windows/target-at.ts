import { parseEndpoint, type Logger, type Target } from "@paddock/core";
import { hostTarget, nodeTransport } from "@paddock/core/adapters";
import { undiciTransport } from "@paddock/core/adapters/undici";

/** An Ollama at `host:port`, with the product's adapters. It counts as remote, so it is never started or stopped. */
export function targetAt(host: string, folder: string, logger: Logger): Target {
  const parsed = parseEndpoint(host);
  if ("problem" in parsed) throw new Error(`${host}: ${parsed.problem}`);
  const target = hostTarget({
    endpoint: parsed.endpoint,
    folder,
    transport: nodeTransport(),
    longTransport: undiciTransport(),
    isInsecure: () => true, // the stand-in registry has no TLS
    logger,
  });
  return target.kind === "host" ? { ...target, isRemote: true } : target;
}
