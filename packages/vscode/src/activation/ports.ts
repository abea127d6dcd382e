import {
  type HostId,
  type HostPorts,
  type Clock,
  type HttpTransport,
  type LatestRelease,
  type Logger,
  type Ports,
  type Preferences,
  type Refusal,
  type RequestLog,
} from "@paddock/core";
import {
  createRequestLog,
  latestRelease,
  lazyTransport,
  modelFilesHere,
  nodeTransport,
  openHistory,
  type WindowFiles,
} from "@paddock/core/adapters";
import { defer, map, shareReplay, startWith, throwError, type Observable } from "rxjs";
import { readDemo, type Demo } from "./demo.ts";
import { readEditorProxy } from "../settings/editor-proxy.ts";
import { historyLimitsOf } from "../settings/history-limits.ts";
import type { RequestHeaders } from "../settings/request-headers.ts";
import type { SettingsSource } from "../settings/settings.ts";
import { createTargets } from "./targets.ts";

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
  /** The kind of remote machine that Paddock runs on. */
  readonly remote: string | undefined;
  /** The host that was chosen in this workspace before. */
  readonly chosen: HostId | undefined;
  /** Shows a message: the headers for this host cannot be read. */
  readonly headersUnread: (origin: string) => void;
  /** Shows a message: a setting does not say who runs Ollama. */
  readonly ownerWrong: (refusal: Refusal) => void;
};

/** Core's ports, and what only this package uses. `close` closes the connections that are kept open. */
export type WindowPorts = Ports & {
  readonly presence: WindowFiles;
  /** Our own folder on this machine, for the history and for what we run. */
  readonly folder: string;
  /** The ports to a host that the settings name. */
  readonly hostPorts: (host: HostId) => HostPorts | undefined;
  readonly latestRelease: LatestRelease;
  /** For short requests to other hosts. */
  readonly transport: HttpTransport;
  /** The last requests over any of our transports. */
  readonly requests: RequestLog;
  /** The demo that this process was started for, if any. */
  readonly demo: Demo | undefined;
  close(): void;
};

/** Core's ports, made from VS Code's settings, secrets and storage, and from this machine. */
export function createPorts(options: PortsOptions): WindowPorts {
  const { storage, remote, chosen, logger, settings, clock, looking$, present$ } = options;
  const limits = () => historyLimitsOf(settings.read(), clock.now());
  const history = openHistory({ folder: storage, limits, logger });
  const { log: requests, logged } = createRequestLog(clock);
  const transport = logged(nodeTransport());
  const longTransport = logged(lazyTransport(async () => (await import("../undici.ts")).undiciTransport()));
  const demo = readDemo(process.env);
  const { folder } = history;
  const targets = createTargets({
    ...options,
    editorProxy: readEditorProxy,
    demo,
    folder,
    transport,
    longTransport,
    logged,
  });
  return {
    targets$: targets.targets$,
    hostPorts: targets.hostPorts,
    transport,
    requests,
    demo,
    preferences$: settings.changed$.pipe(
      startWith(undefined),
      map((): Preferences => settings.read()),
    ),
    present$,
    ...(chosen !== undefined && { chosen }),
    ...(remote !== undefined && { remote }),
    looking$: defer(() => looking$).pipe(shareReplay({ bufferSize: 1, refCount: true })),
    ...history,
    latestRelease: demo ? noRelease : latestRelease({ transport, logger }),
    modelFiles: modelFilesHere({ environment: () => process.env, logger }),
    clock,
    logger,
    close() {
      targets.close();
      transport.close();
      longTransport.close();
    },
  };
}

/** A demo sends no request to the internet. */
const noRelease: LatestRelease = () => throwError(() => new Error("a demo does not ask for a newer Ollama"));
