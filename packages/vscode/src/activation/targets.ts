import {
  hostIdOf,
  isSameJson,
  mayBeRemote,
  type HostId,
  type HostPorts,
  type HttpTransport,
  type Logger,
  type ChoiceProblem,
  type NamedTarget,
  type Refusal,
  type Target,
} from "@paddock/core";
import {
  createAskedRequests,
  lazyTransport,
  systemClock,
  type AskedMemory,
  type EditorProxy,
} from "@paddock/core/adapters";
import { distinctUntilChanged, map, merge, shareReplay, startWith, switchMap, type Observable } from "rxjs";
import { SETTINGS } from "../contributions.ts";
import type { Headers, RequestHeaders } from "../settings/request-headers.ts";
import type { SettingsSource } from "../settings/settings.ts";
import type { Demo } from "./demo.ts";
import { readHosts, type Address, type HostSettings } from "./host-settings.ts";
import { toTarget, type TargetOptions } from "./target.ts";

/** What the targets are made from. */
type TargetsOptions = {
  readonly settings: SettingsSource;
  readonly headers: RequestHeaders;
  /** How VS Code itself reaches other machines. */
  readonly editorProxy: () => EditorProxy | undefined;
  readonly demo: Demo | undefined;
  /** The extension's own folder on this machine. */
  readonly folder: string;
  readonly transport: HttpTransport;
  readonly longTransport: HttpTransport;
  /** Makes a transport of which the requests are remembered; absent: they are not. */
  readonly logged?: (transport: HttpTransport) => HttpTransport;
  readonly logger: Logger;
  /** Shows a message: the headers for this host cannot be read. */
  readonly headersUnread: (origin: string) => void;
  /** Shows a message: a setting does not say who runs Ollama. */
  readonly ownerWrong: (refusal: BadOwner) => void;
};

type BadOwner = Extract<Refusal, { readonly reason: "bad-owner" }>;

/** The hosts that the settings name. `close` closes the connections that only one of them uses. */
type Targets = {
  readonly targets$: Observable<readonly NamedTarget[]>;
  /** The ports to a host that is in the list. */
  readonly hostPorts: (host: HostId) => HostPorts | undefined;
  close(): void;
};

/** A target, and the transport that only it uses, if any. */
type Made = { readonly target: Target; readonly transport?: HttpTransport };

/**
 * The hosts that the settings name. As long as the settings of a host stay the same, its target is the same object, so
 * that the work there goes on.
 */
export function createTargets(options: TargetsOptions): Targets {
  const { settings, headers, demo } = options;
  let made: ReadonlyMap<string, Made> = new Map();
  const memories = new Map<HostId, AskedMemory>();

  function memoryOf(host: HostId): AskedMemory {
    const memory = memories.get(host) ?? createAskedRequests(systemClock);
    memories.set(host, memory);
    return memory;
  }

  /** The target for these settings, which is made only once; those that are no longer needed are closed. */
  function targetsFor(hosts: readonly HostSettings[]): readonly NamedTarget[] {
    const before = made;
    made = new Map(
      hosts.map((host) => {
        const key = keyOf(host);
        return [key, before.get(key) ?? make(host, { ...options, memoryOf })];
      }),
    );
    for (const [key, { transport }] of before) if (!made.has(key)) transport?.close();
    return hosts.flatMap((host) => {
      const { name } = host.address;
      const { target } = made.get(keyOf(host)) ?? {};
      return target ? [{ target, ...(name !== undefined && { name }) }] : [];
    });
  }

  const headersOf = readHeaders(options);
  const targets$ = merge(settings.changed$, headers.changed$).pipe(
    startWith(undefined),
    switchMap(() => readHosts(settings.read(), demo, headersOf)),
    distinctUntilChanged(isSameJson),
    map(targetsFor),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  // In every window, not only in the leader: each can be asked for a download size or for Ollama's files.
  const subscription = targets$.subscribe();
  return {
    targets$,
    hostPorts: (host) => [...made.values()].flatMap(({ target }) => portsAt(target, host))[0],
    close() {
      subscription.unsubscribe();
      for (const { transport } of made.values()) transport?.close();
    },
  };
}

/** What the target depends on: for a valid host, not on its name. */
function keyOf({ address, ...host }: HostSettings): string {
  const { parsed, setting } = address;
  return JSON.stringify("endpoint" in parsed ? { ...host, parsed, setting } : address);
}

/** A host whose certificate is trusted for a reason of its own has a transport of its own: no other host is reached by it. */
function make(
  { trust, ownerProblem, ...host }: HostSettings,
  { settings, logged = same, ...options }: TargetsOptions & Pick<TargetOptions, "memoryOf">,
): Made {
  if (ownerProblem) options.ownerWrong(badOwner(host.address, ownerProblem));
  const own =
    trust && logged(lazyTransport(async () => (await import("../undici.ts")).undiciTransport(trust)));
  const target = toTarget({
    ...options,
    ...host,
    settings: settings.read,
    changed$: settings.changed$,
    ...(own && { hostTransport: own }),
  });
  if (host.owner && target.kind === "host" && target.isRemote && !mayBeRemote(host.owner))
    options.ownerWrong(badOwner(host.address, { field: "kind", because: "not-remote" }));
  return { target, ...(own && { transport: own }) };
}

const same = (transport: HttpTransport): HttpTransport => transport;

const badOwner = ({ name, setting }: Address, problem: ChoiceProblem): BadOwner => ({
  reason: "bad-owner",
  ...(name === undefined ? { setting: SETTINGS.serviceOwner } : { setting, host: name }),
  problem,
});

const portsAt = (target: Target, host: HostId): readonly HostPorts[] =>
  target.kind === "host" && hostIdOf(target.endpoint) === host ? [target.hostPorts] : [];

/** If the headers cannot be read, none are sent, and a message says so. */
const readHeaders =
  ({ headers, logger, headersUnread }: TargetsOptions) =>
  async (origin: string): Promise<Headers> => {
    try {
      return await headers.of(origin);
    } catch (error) {
      logger.warn(`the request headers for ${origin} cannot be read: ${String(error)}`);
      headersUnread(origin);
      return {};
    }
  };
