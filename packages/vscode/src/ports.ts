import { originOf, type HttpTransport, type Logger, type Ports } from "@paddock/core";
import { fileReadingStore, lazyTransport, nodeTransport, systemClock } from "@paddock/core/adapters";
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

/** What this host offers the core: settings, secrets, storage, and the machine it runs on. */
export function createPorts({ folder, headers, logger, looking$ }: PortsOptions): Ports & { close(): void } {
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
    store: fileReadingStore(`${folder}/readings`, logger),
    clock: systemClock,
    logger,
    close() {
      transport.close();
      longTransport.close();
    },
  };
}
