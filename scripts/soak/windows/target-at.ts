import { parseEndpoint, type Logger, type Target } from "@paddock/core";
import {
  httpOllamaApi,
  httpRegistry,
  nodeTransport,
  processController,
  tcpProbe,
} from "@paddock/core/adapters";
import { undiciTransport } from "@paddock/core/adapters/undici";

/** An Ollama at `host:port`, by the same adapters as in VS Code. It counts as remote: nothing is started or stopped. */
export function targetAt(host: string, folder: string, logger: Logger): Target {
  const parsed = parseEndpoint(host);
  if ("problem" in parsed) throw new Error(`${host}: ${parsed.problem}`);
  const { endpoint } = parsed;
  const transport = nodeTransport();
  const chosen = () => ({ environment: {} });
  const isInsecure = () => true; // the registry that stands in speaks no TLS
  return {
    kind: "host",
    endpoint,
    isRemote: true,
    isDemo: false,
    reach: {
      api: httpOllamaApi({ endpoint, transport, longTransport: undiciTransport() }),
      probe: tcpProbe(endpoint),
      controller: processController({ endpoint, folder, chosen, logger }),
      registry: httpRegistry({ transport, logger, isInsecure }),
      isInsecure,
    },
  };
}
