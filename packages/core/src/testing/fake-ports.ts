import { BehaviorSubject, combineLatest, map, Subject } from "rxjs";
import type { App } from "../app/open-app.ts";
import type { AppState } from "../app/state.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Manifest } from "../downloads/registry.port.ts";
import { DEFAULT_PREFERENCES, type Ports, type Preferences } from "../app/app.port.ts";
import type { HostPorts, NamedTarget, Target } from "../hosts/host.port.ts";
import type { Owner } from "../service/owner.ts";
import type { LeaderLock } from "../windows/leader-lock.port.ts";
import { FakeClock, settled } from "./fake-clock.ts";
import { FakeModelFiles } from "./fake-model-files.ts";
import { FakeOwner } from "./fake-owner.ts";
import { FakeMachineChecks } from "./fake-machine-checks.ts";
import { FakeHolders } from "./fake-holders.ts";
import { FakeOllama } from "./fake-ollama.ts";
import { FakeOrphans } from "./fake-orphans.ts";
import { FakeRegistry } from "./fake-registry.ts";
import type { LatestRelease } from "../releases/latest-release.port.ts";
import { FakeReleases } from "./fake-releases.ts";
import { FakeServiceLog } from "./fake-service-log.ts";
import { FakeSigns } from "./fake-signs.ts";
import { FakeWindows } from "./fake-windows.ts";
import { openSession } from "./sessions.ts";

/** Ports that a test controls. */
export type FakePorts = Ports & {
  readonly ollama: FakeOllama;
  readonly owner: FakeOwner;
  readonly log: FakeServiceLog;
  readonly orphans: FakeOrphans;
  readonly machine: FakeMachineChecks;
  readonly hostPorts: HostPorts;
  readonly signs: FakeSigns;
  readonly holders: FakeHolders;
  readonly clock: FakeClock;
  readonly modelFiles: FakeModelFiles;
  readonly looking$: BehaviorSubject<boolean>;
  readonly present$: Subject<void>;
  readonly preferences$: BehaviorSubject<Preferences>;
  /** The first host. */
  readonly target$: BehaviorSubject<Target>;
  /** The other hosts. */
  readonly others$: BehaviorSubject<readonly NamedTarget[]>;
  readonly registry: FakeRegistry;
  readonly releases: FakeReleases;
  readonly latestRelease: LatestRelease;
  readonly manifests: Map<ModelName, Manifest>;
};

/** Fakes that several windows or hosts of a test may share. */
export type FakeOptions = {
  readonly isRemote?: boolean;
  /** Who runs the service by the person's choice. */
  readonly chosenOwner?: Owner;
  readonly ollama?: FakeOllama;
  readonly clock?: FakeClock;
  readonly windows?: FakeWindows;
  /** The lock that leaders of several products share; absent: always free. */
  readonly pullLock?: LeaderLock;
  /** The kind of remote machine that the window works on. */
  readonly remote?: string;
};

const freeLock: LeaderLock = { tryTake: () => () => {} };

/** Ports to an Ollama that is not running yet, in a new window unless `windows` is given. */
export function fakePorts(options: FakeOptions = {}): FakePorts {
  const {
    isRemote = false,
    clock = new FakeClock(),
    ollama = new FakeOllama(() => clock.now()),
    pullLock = freeLock,
  } = options;
  const owner = new FakeOwner(ollama);
  owner.chosen = options.chosenOwner;
  const registry = new FakeRegistry();
  const signs = new FakeSigns();
  const releases = new FakeReleases();
  const log = new FakeServiceLog();
  const holders = new FakeHolders();
  const orphans = new FakeOrphans();
  const machine = new FakeMachineChecks();
  const hostPorts = {
    api: ollama,
    probe: ollama,
    owner,
    holders,
    registry,
    pullLock,
    signs,
    orphans,
    machine,
    logOf: ({ kind }: Owner) => (kind === "paddock" ? log : undefined),
    isInsecure: () => false,
  };
  const others$ = new BehaviorSubject<readonly NamedTarget[]>([]);
  const target$ = new BehaviorSubject<Target>({
    kind: "host",
    endpoint: DEFAULT_ENDPOINT,
    isRemote,
    isDemo: false,
    ...(options.chosenOwner && { chosenOwner: options.chosenOwner }),
    hostPorts,
  });
  return {
    ollama,
    owner,
    log,
    orphans,
    machine,
    hostPorts,
    signs,
    holders,
    registry,
    manifests: registry.manifests,
    clock,
    looking$: new BehaviorSubject(false),
    present$: new Subject(),
    preferences$: new BehaviorSubject(DEFAULT_PREFERENCES),
    target$,
    others$,
    targets$: combineLatest([target$, others$]).pipe(map(([target, others]) => [{ target }, ...others])),
    ...(options.windows ?? new FakeWindows()).open(),
    ...(options.remote !== undefined && { remote: options.remote }),
    modelFiles: new FakeModelFiles(),
    releases,
    latestRelease: releases.latest,
    logger: { info: () => {}, warn: () => {} },
  };
}

export async function openWithFakes(
  options?: FakeOptions,
): Promise<FakePorts & { readonly app: App; readonly state: () => AppState }> {
  const ports = fakePorts(options);
  const app = openSession(ports);
  await settled();
  return { ...ports, app, state: app.state };
}
