import { hostname, networkInterfaces } from "node:os";
import { domainToASCII } from "node:url";
import type { Observable } from "rxjs";
import type { Endpoint } from "../hosts/endpoint.ts";
import { isLoopback } from "../hosts/hostname.ts";
import type { HttpTransport } from "../ollama/http-transport.port.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { Target } from "../hosts/host.port.ts";
import { httpOllamaApi } from "./ollama/http-ollama-api.ts";
import { httpRegistry, type RegistryStandIns } from "./registry/http-registry.ts";
import { modelFiles } from "./models-folder/model-files.ts";
import { processController, type ChosenProgram } from "./owners/process-controller.ts";
import type { Program } from "./owners/service-recipe.ts";
import { tcpProbe } from "./owners/tcp-probe.ts";

/** What leads to an Ollama; what is left out has a default. */
export type HostTargetOptions = {
  readonly endpoint: Endpoint;
  /** For a proxy in front of Ollama. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A folder of ours, for what is to be known of a service that we start. */
  readonly folder: string;
  /** What the person has set by now; absent: nothing. */
  readonly chosen?: () => ChosenProgram;
  /** What stands in for an Ollama that is not installed, and for the registries it pulls from. */
  readonly demo?: { readonly program: Program; readonly registries: RegistryStandIns };
  /** Emits when that may be another than before; absent: it never is. */
  readonly changed$?: Observable<unknown>;
  /** Whether a model's registry is to be spoken to without TLS; absent: none is. */
  readonly isInsecure?: (registryHost: string) => boolean;
  /** For small requests. */
  readonly transport: HttpTransport;
  /** For streams and long answers; absent: the same. */
  readonly longTransport?: HttpTransport;
  readonly logger: Logger;
};

const nothingSet = (): ChosenProgram => ({ environment: {} });

/** The Ollama at an endpoint, with the ports that lead to it from this machine. */
export function hostTarget(options: HostTargetOptions): Target {
  const { endpoint, headers, folder, demo, transport, logger } = options;
  const { chosen = nothingSet, changed$, isInsecure = () => false, longTransport = transport } = options;
  const isRemote = !isOnThisMachine(endpoint);
  const environment = () => ({ ...process.env, ...demo?.program.environment, ...chosen().environment });
  return {
    kind: "host",
    endpoint,
    isDemo: demo !== undefined,
    isRemote,
    reach: {
      api: httpOllamaApi({ endpoint, transport, longTransport, ...(headers && { headers }) }),
      probe: tcpProbe(endpoint),
      controller: processController({
        endpoint,
        folder,
        chosen,
        logger,
        ...(changed$ && { changed$ }),
        ...(demo && { standIn: demo.program }),
      }),
      registry: httpRegistry({
        transport,
        logger,
        isInsecure,
        ...(demo && { standIns: demo.registries }),
      }),
      isInsecure,
      ...(!isRemote && { files: modelFiles({ environment, logger }) }),
    },
  };
}

/** Whether an endpoint is on this machine, so that a server of ours could be there. Ollama itself speaks no TLS. */
function isOnThisMachine({ scheme, dialHostname, path }: Endpoint): boolean {
  if (scheme === "https" || path !== "") return false; // a proxy
  const name = dialHostname.toLowerCase();
  if (isLoopback(name) || name === domainToASCII(hostname())) return true;
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === name),
  );
}
