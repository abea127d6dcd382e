import type { App, Logger, ModelSearch } from "@paddock/core";
import { isServiceRunning } from "@paddock/core/views";
import type { WindowPorts } from "./ports.ts";

/** What the searches need of this window. */
export type SearchesOptions = {
  readonly app: Pick<App, "state">;
  readonly ports: Pick<WindowPorts, "hostPorts" | "transport" | "demo">;
  readonly logger: Logger;
};

/** Opens the places where models are looked for. Whoever knows a name can do without them: nothing here fails. */
export function createSearches({
  app,
  ports,
  logger,
}: SearchesOptions): () => Promise<readonly ModelSearch[]> {
  const { hostPorts, transport, demo } = ports;
  return async () => {
    try {
      const { modelSearches } = await import("../searches.ts");
      return modelSearches({
        transport,
        logger,
        api: () => (isServiceRunning(app.state()) ? hostPorts()?.api : undefined),
        hosts: demo?.searches,
      });
    } catch (error) {
      logger.warn(`models cannot be looked for: ${String(error)}`);
      return [];
    }
  };
}
