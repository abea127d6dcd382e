import type { AskedRequests } from "../activity/asked-requests.port.ts";
import type { Registry } from "../downloads/registry.port.ts";
import type { FindVariablePlaces } from "../environment/variable-places.port.ts";
import type { MachineChecks } from "../doctor/machine-checks.port.ts";
import type { ModelSigns } from "../models/model-signs.port.ts";
import type { ModelFiles } from "../models/models-folder.port.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { OrphanedRunners } from "../orphans/orphaned-runners.port.ts";
import type { ServiceProbe } from "../service/probe.port.ts";
import type { ServiceLog } from "../service-log/service-log.port.ts";
import type { Owner } from "../service/owner.ts";
import type { PortHolders } from "../service/port-holders.port.ts";
import type { ServerProcesses } from "../service/server-process.port.ts";
import type { ServiceOwner } from "../service/service-owner.port.ts";
import type { LeaderLock } from "../windows/leader-lock.port.ts";
import type { Endpoint, EndpointProblem } from "./endpoint.ts";
import { hostIdOf, misconfiguredHostId, type HostId } from "./host.ts";

/** The Ollama to manage, or why the setting does not name one. */
export type Target =
  | {
      readonly kind: "host";
      readonly endpoint: Endpoint;
      readonly isRemote: boolean;
      /** Who runs it by the person's choice; absent: it is found out, and on another machine nothing can control it. */
      readonly chosenOwner?: Owner;
      /** Whether a simulator is used in place of Ollama. */
      readonly isDemo: boolean;
      readonly hostPorts: HostPorts;
    }
  | {
      readonly kind: "misconfigured";
      readonly setting: string;
      /** The name in a setting that lists several; absent: the setting is that of one host. */
      readonly name?: string;
      readonly text: string;
      readonly problem: EndpointProblem;
    };

export const idOf = (target: Target): HostId =>
  target.kind === "host" ? hostIdOf(target.endpoint) : misconfiguredHostId(target.setting, target.name);

/** A target, and the name that the person gave it; the first one has none. */
export type NamedTarget = { readonly name?: string; readonly target: Target };

/** The ports for one Ollama. */
export interface HostPorts {
  readonly api: OllamaApi;
  /** The names of the headers that are sent besides; their values are secret. Absent: none. */
  readonly headerNames?: readonly string[];
  /** What this window has asked of it; absent: that is not remembered. */
  readonly asked?: AskedRequests;
  readonly probe: ServiceProbe;
  readonly owner: ServiceOwner;
  /** The server that answers, where it runs on this machine. */
  readonly servers?: ServerProcesses;
  /** Who holds its port, where it would run on this machine. */
  readonly holders?: PortHolders;
  readonly registry: Registry;
  /**
   * Held while a leader of this machine pulls from this Ollama. Each editor product has a history, and so a leader, of its
   * own; two that pull the same layer crash Ollama (docs/ollama.md §0.5).
   */
  readonly pullLock: LeaderLock;
  /** Where its variables are set, where it runs on this machine. */
  readonly variablePlaces?: FindVariablePlaces;
  /** The files of its models, where it runs on this machine. */
  readonly files?: ModelFiles;
  /** The runners that it has left behind, where it runs on this machine. */
  readonly orphans?: OrphanedRunners;
  /** Looks at this machine; absent: nothing is to be looked at, as in a demo. */
  readonly machine?: MachineChecks;
  /** What others do with its models, where it runs on this machine. */
  readonly signs?: ModelSigns;
  /** The log that the owner of the service keeps; `undefined` if it cannot be read from here. */
  logOf(owner: Owner): ServiceLog | undefined;
  /** Whether to use a model's registry without TLS. */
  isInsecure(registryHost: string): boolean;
}
