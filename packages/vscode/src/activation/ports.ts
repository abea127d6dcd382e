import {
  originOf,
  type HostPorts,
  type HttpTransport,
  type Logger,
  type Ports,
  type Preferences,
} from "@paddock/core";
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
import * as vscode from "vscode";
import { present$ } from "./attention.ts";
import { COMMANDS } from "../contributions.ts";
import { readDemo, type Demo } from "./demo.ts";
import { historyLimitsOf } from "../settings/history-limits.ts";
import type { Headers, RequestHeaders } from "../settings/request-headers.ts";
import { say } from "../prompts/messages.ts";
import { readSettings, settingsChanged$ } from "../settings/settings.ts";
import { addressOf, toTarget } from "./target.ts";

/** What this host brings to the ports. */
export type PortsOptions = {
  /** A folder of ours on this machine. */
  readonly folder: string;
  readonly headers: RequestHeaders;
  readonly logger: Logger;
  readonly looking$: Observable<boolean>;
};

/** And with them which windows are open, and how to free what is kept for later requests. */
export type WindowPorts = Ports & {
  readonly presence: WindowFiles;
  /** What leads to the Ollama that is looked after, where the settings name one. */
  readonly reach: () => HostPorts | undefined;
  /** For small requests to other hosts. */
  readonly transport: HttpTransport;
  /** A demo to look after, where this process was started for one. */
  readonly demo: Demo | undefined;
  close(): void;
};

/** What this host offers the core: settings, secrets, storage, and the machine it runs on. */
export function createPorts({ folder, headers, logger, looking$ }: PortsOptions): WindowPorts {
  const transport = nodeTransport();
  const longTransport: HttpTransport = lazyTransport(async () =>
    (await import("../undici.ts")).undiciTransport(),
  );
  const demo = readDemo(process.env);
  let reach: HostPorts | undefined;

  /** Where the headers cannot be read, none are sent, and the person is told. */
  async function headersOf(origin: string): Promise<Headers> {
    try {
      return await headers.of(origin);
    } catch (error) {
      logger.warn(`the request headers for ${origin} cannot be read: ${String(error)}`);
      void say({
        text: vscode.l10n.t("The request headers for {0} could not be read. Enter them again.", origin),
        actions: [{ label: vscode.l10n.t("Set Request Headers…"), ask: { type: "service.set-headers" } }],
      }).then((ask) => ask && vscode.commands.executeCommand(COMMANDS.setHeaders));
      return {};
    }
  }

  const target$ = merge(settingsChanged$, headers.changed$).pipe(
    startWith(undefined),
    switchMap(async () => {
      const address = addressOf(readSettings(), demo, process.env);
      const { parsed } = address;
      return { address, headers: "endpoint" in parsed ? await headersOf(originOf(parsed.endpoint)) : {} };
    }),
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    map((target) =>
      toTarget({
        ...target,
        settings: readSettings,
        changed$: settingsChanged$,
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
    (target) => (reach = target.kind === "host" ? target.reach : undefined),
  );
  return {
    target$,
    reach: () => reach,
    transport,
    demo,
    preferences$: settingsChanged$.pipe(
      startWith(undefined),
      map((): Preferences => readSettings()),
    ),
    present$,
    looking$: defer(() => looking$).pipe(shareReplay({ bufferSize: 1, refCount: true })),
    ...openHistory({ folder, limits: () => historyLimitsOf(readSettings(), systemClock.now()), logger }),
    clock: systemClock,
    logger,
    close() {
      following.unsubscribe();
      transport.close();
      longTransport.close();
    },
  };
}
