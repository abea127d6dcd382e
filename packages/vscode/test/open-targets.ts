import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NamedTarget, Refusal } from "@paddock/core";
import { nodeTransport } from "@paddock/core/adapters";
import { undiciTransport } from "@paddock/core/adapters/undici";
import { firstValueFrom, skip, Subject } from "rxjs";
import { onTestFinished } from "vitest";
import { createTargets } from "../src/activation/targets.ts";
import type { Headers } from "../src/settings/request-headers.ts";
import type { Settings } from "../src/settings/settings.ts";

const NOTHING_SET: Settings = {
  host: "",
  hosts: [],
  executable: "",
  serviceOwner: {},
  serviceEnvironment: {},
  notTextVariables: [],
  autoStart: "never",
  stopOnExit: false,
  insecureRegistries: [],
  parallelDownloads: 1,
  hostMemory: {},
  checksForUpdates: "on-request",
  checksForReleases: "on-request",
  notifiesWhenDone: false,
  hiddenNotices: [],
  historyDays: 90,
  historyMegabytes: 20,
};

/** Targets by settings and headers that a test changes. */
export function openTargets(first: Partial<Settings>, headers: Readonly<Record<string, Headers>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "paddock-targets-"));
  const settingsChanged$ = new Subject<void>();
  const [transport, longTransport] = [nodeTransport(), undiciTransport()];
  let settings = { ...NOTHING_SET, ...first };
  const logged: string[] = [];
  const wrong: Refusal[] = [];
  const log = (text: string): void => void logged.push(text);
  const logger = { info: log, warn: log };
  const targets = createTargets({
    settings: {
      read: () => settings,
      changed$: settingsChanged$,
      write: async () => {},
      hideNotices: async () => {},
      chooseOwner: async () => {},
    },
    headers: {
      of: async (origin) => headers[origin] ?? {},
      set: async () => {},
      changed$: new Subject(),
    },
    editorProxy: () => undefined,
    demo: undefined,
    folder,
    transport,
    longTransport,
    logger,
    headersUnread: () => {},
    ownerWrong: (refusal) => void wrong.push(refusal),
  });
  onTestFinished(() => {
    targets.close();
    transport.close();
    longTransport.close();
    rmSync(folder, { recursive: true });
  });
  const set = (change: Partial<Settings>): void => void (settings = { ...settings, ...change });
  return {
    ...targets,
    folder,
    transport,
    logged,
    wrong,
    logger,
    now: () => firstValueFrom(targets.targets$),
    set,
    async change(change: Partial<Settings>): Promise<readonly NamedTarget[]> {
      set(change);
      const next = firstValueFrom(targets.targets$.pipe(skip(1)));
      settingsChanged$.next();
      return next;
    },
  };
}
