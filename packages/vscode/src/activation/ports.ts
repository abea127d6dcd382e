import {
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
import { readDemo, type Demo } from "./demo.ts";
import { historyLimitsOf } from "../settings/history-limits.ts";
import type { Headers, RequestHeaders } from "../settings/request-headers.ts";
import type { SettingsSource } from "../settings/settings.ts";
import { addressOf, toTarget } from "./target.ts";

/** What this host brings to the ports. */
export type PortsOptions = {
  /** A folder of ours on this machine. */
  readonly folder: string;
  readonly headers: RequestHeaders;
  readonly logger: Logger;
  readonly settings: SettingsSource;
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  /** Emits when the person comes to this window, and now and then while they stay. */
  readonly present$: Observable<unknown>;
  /** Tells the person that the headers for a host cannot be read. */
  readonly headersUnread: (origin: string) => void;
};

/** And with them which windows are open, and how to free what is kept for later requests. */
export type WindowPorts = Ports & {
  readonly presence: WindowFiles;
  /** What leads to the Ollama that is looked after, where the settings name one. */
  readonly hostPorts: () => HostPorts | undefined;
  /** For small requests to other hosts. */
  readonly transport: HttpTransport;
  /** A demo to look after, where this process was started for one. */
  readonly demo: Demo | undefined;
  close(): void;
};

/** What this host offers the core: settings, secrets, storage, and the machine it runs on. */
export function createPorts(options: PortsOptions): WindowPorts {
  const { folder, headers, logger, settings, clock, looking$, present$ } = options;
  const transport = nodeTransport();
  const longTransport: HttpTransport = lazyTransport(async () =>
    (await import("../undici.ts")).undiciTransport(),
  );
  const demo = readDemo(process.env);
  let hostPorts: HostPorts | undefined;

  /** Where the headers cannot be read, none are sent, and the person is told. */
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
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    map((target) =>
      toTarget({
        ...target,
        settings: settings.read,
        changed$: settings.changed$,
        demo,
        folder,
        transport,
        longTransport,
        logger,
      }),
    ),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  // In every window, whether it runs Ollama or not: somebody may ask it for a size, or for files.
  const following = target$.subscribe(
    (target) => (hostPorts = target.kind === "host" ? target.hostPorts : undefined),
  );
  return {
    target$,
    hostPorts: () => hostPorts,
    transport,
    demo,
    preferences$: settings.changed$.pipe(
      startWith(undefined),
      map((): Preferences => settings.read()),
    ),
    present$,
    looking$: defer(() => looking$).pipe(shareReplay({ bufferSize: 1, refCount: true })),
    ...openHistory({ folder, limits: () => historyLimitsOf(settings.read(), clock.now()), logger }),
    clock,
    logger,
    close() {
      following.unsubscribe();
      transport.close();
      longTransport.close();
    },
  };
}
