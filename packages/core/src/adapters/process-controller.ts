import type { ChildProcess } from "node:child_process";
import * as path from "node:path";
import { Observable, type Subscriber } from "rxjs";
import { bindAddress, type Endpoint } from "../domain/endpoint.ts";
import { PortError, type Exit } from "../domain/failure.ts";
import type { ProcessIdentity } from "../domain/service.ts";
import type { Logger } from "../ports/logger.ts";
import type { ServiceController, Started } from "../ports/service-controller.ts";
import { endProcess } from "./end-process.ts";
import { findExecutable } from "./find-executable.ts";
import { lastLines } from "./last-lines.ts";
import { ownProcessFile } from "./own-process-file.ts";
import { identify, isSameProcess } from "./process-identity.ts";
import { serviceRecipe, type Program, type ServiceRecipe } from "./service-recipe.ts";
import { spawnDetached } from "./spawn-detached.ts";

export type ProcessControllerOptions = {
  readonly endpoint: Endpoint;
  /** A folder of ours: for the service's log, and for what tells which process is ours. */
  readonly folder: string;
  /** What the person has set by now. */
  readonly chosen: () => ChosenProgram;
  /** What to start instead of an installed Ollama; for a demo. */
  readonly standIn?: Program;
  readonly logger: Logger;
};

export type ChosenProgram = {
  /** The executable to start; absent: the one that is found. */
  readonly executable?: string;
  /** Set for the service on top of what this process has. */
  readonly environment: Readonly<Record<string, string>>;
};

const LOG_LINES = 12;
/** The end of a process is told some milliseconds after that of its connections. */
const EXIT_PATIENCE_MS = 500;

/** The log of the service that we start for an endpoint. */
export const serviceLogFile = (folder: string, endpoint: Endpoint): string =>
  path.join(folder, `serve-${bindAddress(endpoint).replace(/[^\w.-]/g, "_")}.log`);

/** Runs `ollama serve` as a detached process that outlives us, and knows it again. */
export function processController(options: ProcessControllerOptions): ServiceController {
  const { endpoint, folder, standIn, logger } = options;
  const logFile = serviceLogFile(folder, endpoint);
  const own = ownProcessFile(logFile.replace(/log$/, "json"));
  const children = new Map<number, ChildProcess>();
  const exits = new Map<number, Exit>();

  function find(): Promise<string | undefined> {
    const { executable } = options.chosen();
    const { platform, env: environment } = process;
    return findExecutable({ platform, environment, ...(executable && { configured: executable }) });
  }

  async function recipe(): Promise<ServiceRecipe> {
    const { executable, environment } = options.chosen();
    if (standIn) return serviceRecipe(endpoint, standIn, process.env, environment);
    const command = await find();
    if (command) return serviceRecipe(endpoint, { command, arguments: [] }, process.env, environment);
    throw new PortError(executable ? { kind: "no-executable", path: executable } : { kind: "not-installed" });
  }

  /** A child of ours is itself while it lives; any other process must be the same in every respect. */
  async function isOurs(target: ProcessIdentity): Promise<boolean> {
    if (children.has(target.pid)) return true;
    const found = await identify(target.pid);
    return found !== undefined && isSameProcess(found, target);
  }

  async function remember(pid: number): Promise<ProcessIdentity | undefined> {
    const identity = children.has(pid) ? await identify(pid) : undefined;
    if (!identity) return undefined;
    await own
      .write(identity)
      .catch((error: unknown) => logger.warn(`process ${pid} is not remembered: ${String(error)}`));
    return identity;
  }

  async function startInto(subscriber: Subscriber<Started>): Promise<void> {
    const child = await spawnDetached(await recipe(), logFile);
    const { pid } = child;
    if (pid === undefined) throw new PortError({ kind: "unexpected", detail: "a process without a pid" });
    children.set(pid, child);
    child.once("exit", (code, signal) => {
      const exit: Exit = { ...(code !== null && { code }), ...(signal !== null && { signal }) };
      children.delete(pid);
      exits.set(pid, exit);
      subscriber.next({ type: "exited", exit });
      subscriber.complete();
    });
    const identity = await remember(pid);
    if (identity) subscriber.next({ type: "spawned", process: identity });
  }

  return {
    isInstalled: async () => standIn !== undefined || (await find()) !== undefined,
    start: () =>
      new Observable((subscriber) => {
        startInto(subscriber).catch((error: unknown) => subscriber.error(error));
      }),
    async recognise() {
      const remembered = await own.read();
      if (!remembered || !(await isOurs(remembered))) return undefined;
      // A launcher (`#!/usr/bin/env`, a wrapper script) has become another program since the start.
      return (await remember(remembered.pid)) ?? remembered;
    },
    async stop(target) {
      await endProcess(target, { isStillIt: isOurs });
      await own.forget();
    },
    async lastWords(target) {
      if (!target) return { exit: {}, logLines: [] };
      await exitOf(children.get(target.pid));
      return { exit: exits.get(target.pid) ?? {}, logLines: await lastLines(logFile, LOG_LINES) };
    },
  };
}

/** Waits a little for a child that is just ending. */
function exitOf(child: ChildProcess | undefined): Promise<void> {
  if (!child) return Promise.resolve();
  return new Promise((resolve) => {
    const patience = setTimeout(resolve, EXIT_PATIENCE_MS);
    child.once("exit", () => {
      clearTimeout(patience);
      resolve();
    });
  });
}
