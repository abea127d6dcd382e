import type { ChildProcess } from "node:child_process";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { NEVER, Subject, type Observable } from "rxjs";
import type { Endpoint } from "../../hosts/endpoint.ts";
import { isLoopback } from "../../hosts/hostname.ts";
import { PortError, type Exit } from "../../shared/failure.ts";
import type { ProcessIdentity } from "../../service/service-events.ts";
import type { Logger } from "../../shared/logger.port.ts";
import type { ServiceController, StartOptions } from "../../service/service-controller.port.ts";
import type { Ended } from "../../service/sighting.ts";
import { endProcess } from "./end-process.ts";
import { findExecutable } from "./find-executable.ts";
import { lastLines } from "./log-tail.ts";
import { rememberedProcess } from "./own-process.ts";
import { ownProcessFile, type OwnProcessFile } from "./pid-file.ts";
import { identify, isSameProcess } from "./process-identity.ts";
import { serviceRecipe, type Program, type ServiceRecipe } from "./service-recipe.ts";
import { spawnDetached, type Spawned } from "./spawn-detached.ts";

/** For which endpoint a service is started, and by what. */
export type ProcessControllerOptions = {
  readonly endpoint: Endpoint;
  /** A folder of ours: for the service's log, and for what tells which process is ours. */
  readonly folder: string;
  /** What the person has set by now. */
  readonly chosen: () => ChosenProgram;
  /** Emits when that may be another than before; absent: it never is. */
  readonly changed$?: Observable<unknown>;
  /** What to start instead of an installed Ollama; for a demo. */
  readonly standIn?: Program;
  /** Where it is remembered which process is ours; absent: in a file in `folder`. */
  readonly ownProcess?: OwnProcessFile;
  readonly logger: Logger;
};

/** What the person has set of the service that we start. */
export type ChosenProgram = {
  /** The executable to start; absent: the one that is found. */
  readonly executable?: string;
  /** Set for the service on top of what this process has. */
  readonly environment: Readonly<Record<string, string>>;
};

const LOG_LINES = 12;
/** The end of a process is told some milliseconds after that of its connections. */
const EXIT_PATIENCE_MS = 500;
const LOOK_EVERY_MS = 10;

/** The log of the service that we start for an endpoint; `localhost` and `0.0.0.0` are the same service here. */
export const serviceLogFile = (folder: string, endpoint: Endpoint): string => {
  const { dialHostname, port } = endpoint;
  const host = isLoopback(dialHostname) ? "local" : dialHostname.replace(/[^\w.-]/g, "_");
  return path.join(folder, `serve-${host}-${port}.log`);
};

/** Runs `ollama serve` as a detached process that outlives us, and knows it again. */
export function processController(options: ProcessControllerOptions): ServiceController {
  const { endpoint, folder, standIn, logger } = options;
  const logFile = serviceLogFile(folder, endpoint);
  const own = rememberedProcess(
    options.ownProcess ?? ownProcessFile(logFile.replace(/log$/, "json")),
    logger,
  );
  const children = new Map<number, ChildProcess>();
  const exits = new Map<number, Exit>();
  const ended$ = new Subject<Ended>();

  /** A child of ours is itself while it lives; any other process must be the same in every respect. */
  async function isOurs(target: ProcessIdentity): Promise<boolean> {
    if (children.has(target.pid)) return true;
    const found = await identify(target.pid);
    return found !== undefined && isSameProcess(found, target);
  }

  function follow({ child, ended }: Spawned, pid: number): void {
    children.set(pid, child);
    exits.delete(pid); // of an earlier one, whose pid was given away again
    void ended.then((exit) => {
      children.delete(pid);
      exits.set(pid, exit);
      ended$.next({ type: "ended", pid, exit });
      return own.forget(pid);
    });
  }

  return {
    isInstalled: async () => standIn !== undefined || (await findChosen(options)) !== undefined,
    changed$: options.changed$ ?? NEVER,
    ended$,
    async start(startOptions = { keepsPartials: false }) {
      const spawned = await spawnDetached(await recipeFor(options, startOptions), logFile);
      const { pid } = spawned.child;
      if (pid === undefined) throw new PortError({ kind: "unexpected", detail: "a process without a pid" });
      follow(spawned, pid);
      const identity = await identify(pid);
      if (identity && children.has(pid)) {
        await own.remember({ ...identity, hasAnswered: false });
        return identity;
      }
      const exit = await exitWithin(spawned.ended, EXIT_PATIENCE_MS);
      if (exit) throw new PortError({ kind: "exited", exit });
      spawned.child.kill("SIGKILL"); // without an identity it could never be stopped safely
      throw new PortError({
        kind: "unexpected",
        detail: "the process that was started cannot be identified",
      });
    },
    async recognise() {
      const remembered = await own.get();
      const found = remembered && (await identify(remembered.pid));
      if (!remembered || !found) return undefined;
      // Until it has answered, a launcher (`#!/usr/bin/env`, a wrapper script) may become another program.
      const mayHaveChanged = children.has(found.pid) || !remembered.hasAnswered;
      const isIt =
        isSameProcess(found, remembered) || (mayHaveChanged && found.startedAt === remembered.startedAt);
      if (!isIt) return undefined;
      await own.remember({ ...found, hasAnswered: true });
      return found;
    },
    async stop(target) {
      await endProcess(target, { isStillIt: isOurs });
      // If another process has the pid of ours, ours may still run: it stays remembered.
      if (!(await identify(target.pid))) await own.forget(target.pid);
    },
    async lastOutput(pid) {
      if (pid === undefined) return { exit: {}, logLines: [] };
      const untilMs = Date.now() + EXIT_PATIENCE_MS;
      while (children.has(pid) && Date.now() < untilMs) await delay(LOOK_EVERY_MS);
      return { exit: exits.get(pid) ?? {}, logLines: await lastLines(logFile, LOG_LINES) };
    },
  };
}

function findChosen({ chosen }: ProcessControllerOptions): Promise<string | undefined> {
  const { executable } = chosen();
  const { platform, env: environment } = process;
  return findExecutable({ platform, environment, ...(executable && { configured: executable }) });
}

async function recipeFor(
  options: ProcessControllerOptions,
  { keepsPartials }: StartOptions,
): Promise<ServiceRecipe> {
  const { endpoint, standIn } = options;
  const { executable, environment } = options.chosen();
  const chosen = { ...(keepsPartials && { OLLAMA_NOPRUNE: "1" }), ...environment };
  if (standIn) return serviceRecipe(endpoint, standIn, process.env, chosen);
  const command = await findChosen(options);
  if (command) return serviceRecipe(endpoint, { command, arguments: [] }, process.env, chosen);
  throw new PortError(executable ? { kind: "no-executable", path: executable } : { kind: "not-installed" });
}

/** How a child ends, if it does so soon. */
const exitWithin = (ended: Promise<Exit>, ms: number): Promise<Exit | undefined> =>
  Promise.race([ended, delay(ms, undefined)]);
