import { hostname, networkInterfaces } from "node:os";
import { domainToASCII } from "node:url";
import type { Observable } from "rxjs";
import type { Endpoint } from "../hosts/endpoint.ts";
import { isLoopback } from "../hosts/hostname.ts";
import { runnerOrderOn } from "../models/runners.ts";
import { mayBeRemote, ownerOf, type OwnerChoice } from "../service/owner-choice.ts";
import type { HttpTransport } from "../ollama/http-transport.port.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { Target } from "../hosts/host.port.ts";
import { createAskedRequests, type AskedMemory } from "./http/asked-transport.ts";
import { systemClock } from "./system/system-clock.ts";
import { httpOllamaApi } from "./ollama/http-ollama-api.ts";
import { httpRegistry, type RegistryStandIns } from "./registry/http-registry.ts";
import { modelFiles } from "./models-folder/model-files.ts";
import { modelSigns } from "./models-folder/model-signs.ts";
import { machineChecks } from "./machine-checks/machine-checks.ts";
import type { EditorProxy } from "./machine-checks/look-at-proxies.ts";
import { fileLog } from "./owners/file-log.ts";
import { findVariablePlaces } from "./owners/find-variable-places.ts";
import { portHolders } from "./owners/port-holder/port-holders.ts";
import { knownInstall } from "./owners/known-install.ts";
import { orphanedRunners } from "./owners/orphaned-runners.ts";
import { processOwner, serviceLogFile, type ChosenProgram } from "./owners/process-owner.ts";
import { thisMachine } from "./owners/machine.ts";
import { MANAGED_OWNERS } from "./owners/managed-owners.ts";
import { managersFor } from "./owners/chosen-owner.ts";
import { ownerLog } from "./owners/owner-log.ts";
import { serverProcesses } from "./owners/server-process.ts";
import { serviceOwner } from "./owners/service-owner.ts";
import type { Program } from "./owners/service-recipe.ts";
import { pullLock } from "./store/pull-lock.ts";
import { terminal } from "./owners/terminal.ts";
import { tcpProbe } from "./owners/tcp-probe.ts";

/** How to connect to an Ollama. */
type HostTargetOptions = {
  readonly endpoint: Endpoint;
  /** For a proxy in front of Ollama. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Our own folder, for the log and the process id of a service that we start. */
  readonly folder: string;
  /** The person's current settings; absent: none. */
  readonly chosen?: () => ChosenProgram;
  /** Who runs it by the person's choice; absent: it is found out. */
  readonly ownerChoice?: OwnerChoice;
  /** In a demo: the stand-ins for Ollama and for the registries it pulls from. */
  readonly demo?: { readonly program: Program; readonly registries: RegistryStandIns };
  /** Emits when the person's settings may have changed; absent: never. */
  readonly changed$?: Observable<unknown>;
  /** Whether a registry is reached over plain HTTP; absent: never. */
  readonly isInsecure?: (registryHost: string) => boolean;
  /** For small requests. */
  readonly transport: HttpTransport;
  /** For streams and long answers; absent: `transport`. */
  readonly longTransport?: HttpTransport;
  /** For all requests to this host, and to no other; absent: the two above are for it too. */
  readonly hostTransport?: HttpTransport;
  /** What was asked of this host before; absent: nothing is remembered of it. */
  readonly memory?: AskedMemory;
  /** The proxy in the settings of the editor; absent: none. */
  readonly editorProxy?: () => EditorProxy | undefined;
  readonly logger: Logger;
};

/** In a demo, others are seen, but nothing is started by them. */
const DEMO_OWNERS = [terminal];

const nothingSet = (): ChosenProgram => ({ environment: {} });

/** The Ollama at an endpoint, with the ports that connect to it from this machine. */
export function hostTarget(options: HostTargetOptions): Target {
  const { endpoint, headers, folder, demo, transport, logger } = options;
  const { chosen = nothingSet, changed$, isInsecure = () => false, longTransport = transport } = options;
  const { hostTransport } = options;
  const isRemote = !isOnThisMachine(endpoint);
  const choice = choiceFor(options, isRemote);
  const chosenOwner = choice && ownerOf(choice);
  // The platform of a remote Ollama is unknown.
  const platform = isRemote ? {} : { runnerOrder: runnerOrderOn(process.platform, process.arch) };
  const environment = () => ({ ...process.env, ...demo?.program.environment, ...chosen().environment });
  const files = modelFiles({ environment, logger });
  const machine = thisMachine();
  const installed = () => knownInstall(machine, files, chosen().executable);
  const own = processOwner({
    endpoint,
    folder,
    chosen,
    logger,
    ...(changed$ && { changed$ }),
    ...(demo && { standIn: demo.program }),
  });
  const logFile = serviceLogFile(folder, endpoint);
  const place = { endpoint, machine, commandLog: logFile.replace(/^(.*)serve-/s, "$1command-") };
  const { asked, remembered } = options.memory ?? createAskedRequests(systemClock);
  const managed = isRemote ? [] : demo ? DEMO_OWNERS : MANAGED_OWNERS;
  return {
    kind: "host",
    endpoint,
    isDemo: demo !== undefined,
    isRemote,
    ...(chosenOwner && { chosenOwner }),
    hostPorts: {
      api: httpOllamaApi({
        endpoint,
        transport: remembered(hostTransport ?? transport),
        longTransport: remembered(hostTransport ?? longTransport),
        ...platform,
        ...(headers && { headers }),
      }),
      ...(headers && { headerNames: Object.keys(headers) }),
      asked,
      probe: tcpProbe(endpoint),
      owner: serviceOwner({
        ...place,
        own,
        managed,
        ...(choice && { choice }),
        prefersOwn: () => chosen().executable !== undefined,
      }),
      registry: httpRegistry({
        transport,
        logger,
        isInsecure,
        ...platform,
        ...(demo && { standIns: demo.registries }),
      }),
      pullLock: pullLock(endpoint, logger),
      isInsecure,
      logOf: ownerLog({ ...place, own: fileLog(logFile), managed: managersFor(choice, managed) }),
      ...(!isRemote &&
        !demo && { servers: serverProcesses(place), variablePlaces: findVariablePlaces(machine) }),
      ...(!isRemote && { holders: portHolders({ ...place, logger }) }),
      ...(!isRemote && !demo && { orphans: orphanedRunners({ machine, installed, logger }) }),
      ...(!demo && {
        machine: machineChecks({
          machine,
          environment,
          configured: () => chosen().executable,
          scheme: endpoint.scheme,
          editorProxy: options.editorProxy ?? (() => undefined),
        }),
      }),
      ...(!isRemote && { files, signs: modelSigns({ files, logFile }) }),
    },
  };
}

/** What is chosen for a service of another machine must lead there. */
const choiceFor = ({ demo, ownerChoice }: HostTargetOptions, isRemote: boolean): OwnerChoice | undefined =>
  ownerChoice && !demo && (!isRemote || mayBeRemote(ownerChoice)) ? ownerChoice : undefined;

/**
 * Whether we could start a server at this endpoint. `https` or a path means a proxy, since Ollama itself has no TLS.
 */
function isOnThisMachine({ scheme, dialHostname, path }: Endpoint): boolean {
  if (scheme === "https" || path !== "") return false; // a proxy
  const name = dialHostname.toLowerCase();
  if (isLoopback(name) || name === domainToASCII(hostname())) return true;
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === name),
  );
}
