import { hostOf, type App, type HostPorts, type Logger, type ModelSearch } from "@paddock/core";
import { isServiceRunning } from "@paddock/core/views";
import type { WindowPorts } from "./ports.ts";

type SearchesOptions = {
  readonly app: Pick<App, "state">;
  readonly ports: Pick<WindowPorts, "transport" | "demo" | "hostPorts">;
  readonly logger: Logger;
};

/** Opens the model searches. Never rejects: a model can still be added by name if the searches cannot be loaded. */
export function createSearches({
  app,
  ports,
  logger,
}: SearchesOptions): () => Promise<readonly ModelSearch[]> {
  const { transport, demo } = ports;
  /** Those of the host that this window shows. */
  const portsShown = (): HostPorts | undefined => {
    const host = hostOf(app.state());
    return host === undefined ? undefined : ports.hostPorts(host);
  };
  return async () => {
    try {
      const { modelSearches } = await import("../searches.ts");
      return modelSearches({
        transport,
        logger,
        api: () => (isServiceRunning(app.state()) ? portsShown()?.api : undefined),
        hosts: demo?.searches,
      });
    } catch (error) {
      logger.warn(`the model search cannot be opened: ${String(error)}`);
      return [];
    }
  };
}
