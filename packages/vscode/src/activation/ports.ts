import {
  isSameJson,
  originOf,
  type HostPorts,
  type Clock,
  type HttpTransport,
  type Logger,
  type Ports,
  type Preferences,
} from "@paddock/core";
import { lazyTransport, nodeTransport, openHistory, type WindowFiles } from "@paddock/core/adapters";
import {
  defer,
  distinctUntilChanged,
  map,
  merge,
  shareReplay,
  startWith,
  switchMap,
  type Observable,
} from "rxjs";
import * as vscode from "vscode";
import { readDemo, type Demo } from "./demo.ts";
import { historyLimitsOf } from "../settings/history-limits.ts";
import type { Headers, RequestHeaders } from "../settings/request-headers.ts";
import type { SettingsSource } from "../settings/settings.ts";
import { addressOf, toTarget } from "./target.ts";

/** What the ports are made from. */
type PortsOptions = {
  /** The extension's storage, which several machines may share. */
  readonly storage: string;
  readonly headers: RequestHeaders;
  readonly logger: Logger;
  readonly settings: SettingsSource;
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  /** Emits when this window gets the focus, and every minute while it keeps it. */
  readonly present$: Observable<unknown>;
  /** Shows a message: the headers for this host cannot be read. */
  readonly headersUnread: (origin: string) => void;
};

/** Core's ports, and what only this package uses. `close` closes the connections that are kept open. */
export type WindowPorts = Ports & {
  readonly presence: WindowFiles;
  /** Our own folder on this machine, for the history and for what we run. */
  readonly folder: string;
  /** The ports to the watched Ollama; `undefined` while the settings name no valid host. */
  readonly hostPorts: () => HostPorts | undefined;
  /** For short requests to other hosts. */
  readonly transport: HttpTransport;
  /** The demo that this process was started for, if any. */
  readonly demo: Demo | undefined;
  close(): void;
};

/** Core's ports, made from VS Code's settings, secrets and storage, and from this machine. */
export function createPorts(options: PortsOptions): WindowPorts {
  const { storage, headers, logger, settings, clock, looking$, present$ } = options;
  const limits = () => historyLimitsOf(settings.read(), clock.now());
  const history = openHistory({ folder: storage, limits, logger });
  const transport = nodeTransport();
  const longTransport: HttpTransport = lazyTransport(async () =>
    (await import("../undici.ts")).undiciTransport(),
  );
  const demo = readDemo(process.env);
  let hostPorts: HostPorts | undefined;

  /** If the headers cannot be read, none are sent, and a message says so. */
  async function headersOf(origin: string): Promise<Headers> {
    try {
      return await headers.of(origin);
    } catch (error) {
      logger.warn(`the request headers for ${origin} cannot be read: ${String(error)}`);
      options.headersUnread(origin);
      return {};
    }
  }

  const target$ = merge(settings.changed$, headers.changed$).pipe(
    startWith(undefined),
    switchMap(async () => {
      const address = addressOf(settings.read(), demo, process.env);
      const { parsed } = address;
      return { address, headers: "endpoint" in parsed ? await headersOf(originOf(parsed.endpoint)) : {} };
    }),
    distinctUntilChanged(isSameJson),
    map((target) =>
      toTarget({
        ...target,
        settings: settings.read,
        changed$: settings.changed$,
        demo,
        folder: history.folder,
        transport,
        longTransport,
        logger,
      }),
    ),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  // In every window, not only in the leader: each can be asked for a download size or for Ollama's files.
  const subscription = target$.subscribe(
    (target) => (hostPorts = target.kind === "host" ? target.hostPorts : undefined),
  );
  return {
    targets$: target$.pipe(map((target) => [{ target }])),
    hostPorts: () => hostPorts,
    transport,
    demo,
    preferences$: settings.changed$.pipe(
      startWith(undefined),
      map((): Preferences => settings.read()),
    ),
    present$,
    ...(vscode.env.remoteName !== undefined && { remote: vscode.env.remoteName }),
    looking$: defer(() => looking$).pipe(shareReplay({ bufferSize: 1, refCount: true })),
    ...history,
    clock,
    logger,
    close() {
      subscription.unsubscribe();
      transport.close();
      longTransport.close();
    },
  };
}
