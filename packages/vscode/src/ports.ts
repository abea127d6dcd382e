import { originOf, type HistoryLimits, type HttpTransport, type Logger, type Ports } from "@paddock/core";
import {
  lazyTransport,
  nodeTransport,
  openHistory,
  systemClock,
  type WindowFiles,
} from "@paddock/core/adapters";
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
import { readDemo } from "./demo.ts";
import type { RequestHeaders } from "./request-headers.ts";
import { readSettings, settingsChanged$ } from "./settings.ts";
import { addressOf, toTarget } from "./target.ts";

export type PortsOptions = {
  /** A folder of ours on this machine. */
  readonly folder: string;
  readonly headers: RequestHeaders;
  readonly logger: Logger;
  readonly looking$: Observable<boolean>;
};

/** And with them which windows are open, and how to free what is kept for later requests. */
export type WindowPorts = Ports & { readonly presence: WindowFiles; close(): void };

const DAY_MS = 24 * 3_600_000;

/** How much history the settings ask for by now. */
function historyLimits(): HistoryLimits {
  const { historyDays, historyMegabytes } = readSettings();
  return { beforeMs: systemClock.now() - historyDays * DAY_MS, bytes: historyMegabytes * 1_000_000 };
}

/** What this host offers the core: settings, secrets, storage, and the machine it runs on. */
export function createPorts({ folder, headers, logger, looking$ }: PortsOptions): WindowPorts {
  const transport = nodeTransport();
  const longTransport: HttpTransport = lazyTransport(async () =>
    (await import("./undici.ts")).undiciTransport(),
  );
  const demo = readDemo(process.env);

  const target$ = merge(settingsChanged$, headers.changed$).pipe(
    startWith(undefined),
    switchMap(async () => {
      const address = addressOf(readSettings(), demo, process.env);
      const { parsed } = address;
      return { address, headers: "endpoint" in parsed ? await headers.of(originOf(parsed.endpoint)) : {} };
    }),
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    map((target) =>
      toTarget({ ...target, settings: readSettings, demo, folder, transport, longTransport, logger }),
    ),
  );
  return {
    target$,
    looking$: defer(() => looking$).pipe(shareReplay({ bufferSize: 1, refCount: true })),
    ...openHistory({ folder, limits: historyLimits, logger }),
    clock: systemClock,
    logger,
    close() {
      transport.close();
      longTransport.close();
    },
  };
}
