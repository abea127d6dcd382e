import type { Answer } from "./answer.ts";
import type { Program, Supervision } from "./supervised.ts";

/** A service of the machine. By default its program is the stand-in `ollama serve`. */
export type ServiceOptions = Partial<Program> &
  Partial<Supervision> & {
    readonly name: string;
    readonly isRunning?: boolean;
  };

export type UnitOptions = ServiceOptions & {
  readonly scope?: "system" | "user";
  readonly user?: string;
  readonly fragmentPath?: string;
  readonly dropInPaths?: readonly string[];
  readonly unitFileState?: "enabled" | "disabled" | "static" | "masked";
  /** May the person start and stop it? `denied`: without polkit. `no-agent`: polkit would have to ask. */
  readonly rights?: "granted" | "denied" | "no-agent";
  /** May the person read its journal? */
  readonly isJournalReadable?: boolean;
};

export type Engine = "docker" | "podman" | "nerdctl";

export type PublishedPort = { readonly host: number; readonly container: number; readonly address?: string };

export type ContainerOptions = ServiceOptions & {
  readonly engine: Engine;
  /** The name of a context (docker), a connection (podman) or a namespace (nerdctl). */
  readonly context?: string;
  readonly image?: string;
  readonly ports?: readonly PublishedPort[];
};

export type ContextOptions = {
  readonly engine: "docker";
  readonly name: string;
  readonly endpoint: string;
  readonly isCurrent?: boolean;
  readonly engineIs?: "up" | "down" | "forbidden";
};

export type WorkloadOptions = ServiceOptions & {
  readonly kind: "deployment" | "statefulset";
  readonly context: string;
  readonly namespace: string;
  readonly image?: string;
  readonly port?: number;
  readonly rights?: "granted" | "denied";
};

export type ClusterOptions = {
  readonly currentContext?: string;
  readonly isReachable?: boolean;
  readonly workloads?: readonly WorkloadOptions[];
};

export type BrewOptions = { readonly prefix?: string; readonly services?: readonly ServiceOptions[] };

/** A job of launchd. An app in `apps` has one too, while it runs. */
export type JobOptions = ServiceOptions & { readonly path?: string };

/** What a tool without rules of its own answers. The first entry whose pattern is in the arguments counts. */
export type TableEntry = { readonly asked: RegExp; readonly answer: Answer };

export type MachineOptions = {
  /** Further tools of the PATH. Those of the options below are there anyway. */
  readonly tools?: readonly string[];
  readonly isOllamaOnPath?: boolean;
  readonly units?: readonly UnitOptions[];
  /** `not-booted`: systemctl is there, systemd is not, as in a container. `no-bus`: `--user` reaches no manager. */
  readonly systemd?: "runs" | "no-bus" | "not-booted";
  readonly containers?: readonly ContainerOptions[];
  readonly contexts?: readonly ContextOptions[];
  readonly cluster?: ClusterOptions;
  readonly brew?: BrewOptions;
  readonly jobs?: readonly JobOptions[];
  /** Apps that `open -a` finds. */
  readonly apps?: readonly ServiceOptions[];
  /** Processes that `taskkill` knows, by the name of their image. */
  readonly images?: readonly ServiceOptions[];
  readonly tables?: Readonly<Record<string, readonly TableEntry[]>>;
};
