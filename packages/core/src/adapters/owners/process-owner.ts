import { existsSync } from "node:fs";
import { isIP } from "node:net";
import * as path from "node:path";
import { NEVER, type Observable } from "rxjs";
import type { ChosenEnvironment } from "../../environment/check-environment.ts";
import type { Endpoint } from "../../hosts/endpoint.ts";
import { canonicalHostname, isLoopback, isUnspecified } from "../../hosts/hostname.ts";
import { PortError } from "../../shared/failure.ts";
import { ourProcess, type ProcessIdentity } from "../../service/owner.ts";
import type { Logger } from "../../shared/logger.port.ts";
import type { FoundProgram } from "../../service/program.ts";
import type { ServiceOwner, StartOptions } from "../../service/service-owner.port.ts";
import { checkChosen, obstaclesIn } from "./check-chosen.ts";
import { endProcess } from "./end-process.ts";
import { findExecutable } from "./find-executable.ts";
import { giveUp } from "./give-up.ts";
import { findListening } from "./linux/listening.ts";
import { readConversions, readListenAddress, readLogTail } from "./log-tail.ts";
import { thisMachine } from "./machine.ts";
import { ownChildren } from "./own-children.ts";
import { rememberedProcess } from "./own-process.ts";
import { pidFile, type PidFile } from "./pid-file.ts";
import { identify, isAlive, isSameProcess } from "./process-identity.ts";
import { serviceRecipe, type Program, type ServiceRecipe } from "./service-recipe.ts";
import { spawnDetached } from "./spawn-detached.ts";

/** What to start, and for which endpoint. */
type ProcessOwnerOptions = {
  readonly endpoint: Endpoint;
  /** Our own folder, for the service's log and the pid file. */
  readonly folder: string;
  /** The person's current settings. */
  readonly chosen: () => ChosenProgram;
  /** Emits when the settings may have changed; absent: never. */
  readonly changed$?: Observable<unknown>;
  /** In a demo: the program to start instead of Ollama. */
  readonly standIn?: Program;
  /** Stores which process is ours; absent: a file in `folder`. */
  readonly ownProcess?: PidFile;
  readonly logger: Logger;
};

/** The person's settings for the service that we start. */
export type ChosenProgram = ChosenEnvironment & {
  /** The executable to start; absent: search for it. */
  readonly executable?: string;
};

const LOG_LINES = 12;

/** The log file of the service for an endpoint. `localhost` and `0.0.0.0` are the same service. */
export const serviceLogFile = (folder: string, endpoint: Endpoint): string => {
  const { dialHostname, port } = endpoint;
  const host = isLoopback(dialHostname) ? "local" : dialHostname.replace(/[^\w.-]/g, "_");
  return path.join(folder, `serve-${host}-${port}.log`);
};

/**
 * Runs `ollama serve` as a detached process of ours that outlives this window, and recognises it later. Any other service
 * is that of another program.
 */
export function processOwner(options: ProcessOwnerOptions): ServiceOwner {
  const { endpoint, folder, standIn, logger } = options;
  const logFile = serviceLogFile(folder, endpoint);
  const own = rememberedProcess(options.ownProcess ?? pidFile(logFile.replace(/log$/, "json")), logger);
  const children = ownChildren((pid) => own.forget(pid));

  /** A child of this window needs only its pid; any other process must have the same identity. */
  const isOurs = async (target: ProcessIdentity): Promise<boolean> =>
    children.has(target.pid) || isAlive(target);

  /** Our process, if it runs: this window or an earlier one started it. */
  async function ownRunning(): Promise<ProcessIdentity | undefined> {
    const remembered = await own.get();
    const found = remembered && (await identify(remembered.pid));
    if (!remembered || !found) return undefined;
    // Until it has answered, a launcher (`#!/usr/bin/env`, a wrapper script) may become another program.
    const mayHaveChanged = children.has(found.pid) || !remembered.hasAnswered;
    const isOurProcess =
      isSameProcess(found, remembered) || (mayHaveChanged && found.startedAt === remembered.startedAt);
    return isOurProcess ? found : undefined;
  }

  /** The same, without a failure where it cannot be told. */
  const knownRunning = (): Promise<ProcessIdentity | undefined> => ownRunning().catch(warnOfUnknown);
  function warnOfUnknown(error: unknown): undefined {
    logger.warn(`the process of Ollama cannot be identified: ${String(error)}`);
  }

  return {
    async findProgram() {
      const chosen = options.chosen();
      const found: FoundProgram = standIn
        ? { kind: "found", path: standIn.command, owner: { kind: "paddock" } }
        : await findChosen(chosen);
      const obstacles = await obstaclesIn(chosen, endpoint);
      return found.kind === "found" && obstacles.length > 0 ? { ...found, obstacles } : found;
    },
    changed$: options.changed$ ?? NEVER,
    ended$: children.ended$,
    async start(_last, startOptions = { keepsPartials: false }) {
      const earlier = await ownRunning();
      if (earlier) return { kind: "paddock", process: earlier };
      const spawned = await spawnDetached(await recipeFor(options, startOptions), logFile);
      const { pid } = spawned.child;
      if (pid === undefined) throw new PortError({ kind: "unexpected", detail: "a process without a pid" });
      children.add(spawned, pid);
      const identity = await identify(pid).catch(warnOfUnknown);
      if (identity && children.has(pid)) {
        await own.remember({ ...identity, hasAnswered: false });
        return { kind: "paddock", process: identity };
      }
      return giveUp(spawned);
    },
    async recognise() {
      const found = await knownRunning();
      if (!found) return { kind: "looking" };
      await own.remember({ ...found, hasAnswered: true });
      return { kind: "paddock", process: found };
    },
    async detect() {
      const found = await findWriterOf(logFile, endpoint);
      if (!found) return { kind: "another-program" };
      await own.remember({ ...found, hasAnswered: true });
      return { kind: "paddock", process: found };
    },
    candidates: () => Promise.resolve([{ kind: "paddock" }]),
    async stop(owner) {
      const target = ourProcess(owner);
      if (!target) return;
      await endProcess(target, { isStillTarget: isOurs });
      // If the pid is still in use, our process may still run, so it stays remembered.
      if (!(await identify(target.pid))) await own.forget(target.pid);
    },
    ...logOfRunning(logFile, endpoint, knownRunning),
    async lastOutput(pid) {
      if (pid === undefined) return { exit: {}, logLines: [] };
      return { exit: await children.exitOf(pid), logLines: await readLogTail(logFile, LOG_LINES) };
    },
  };
}

/** What the log tells while our process runs; else it may still be that of the process before. */
const logOfRunning = (
  logFile: string,
  endpoint: Endpoint,
  running: () => Promise<ProcessIdentity | undefined>,
): Pick<ServiceOwner, "listensElsewhere" | "conversions"> => ({
  async listensElsewhere() {
    const address = (await running()) && (await readListenAddress(logFile));
    return address !== undefined && isElsewhere(address, endpoint) ? address : undefined;
  },
  conversions: async () => ((await running()) ? readConversions(logFile) : []),
});

/** A name of the endpoint may be any address of this machine. */
function isElsewhere(address: string, { dialHostname, port }: Endpoint): boolean {
  const [, hostname = "", listenPort] = /^\[?(.*?)\]?:(\d+)$/.exec(address) ?? [];
  if (listenPort !== `${port}`) return true;
  if (isUnspecified(hostname) || isIP(dialHostname) === 0) return false;
  return canonicalHostname(hostname) !== canonicalHostname(dialHostname);
}

/**
 * The process that listens there and writes into our log: one of ours that was not remembered, because this program was
 * killed while it started it. Only where there is `/proc`.
 */
async function findWriterOf(logFile: string, endpoint: Endpoint): Promise<ProcessIdentity | undefined> {
  const machine = thisMachine();
  if (machine.platform !== "linux") return undefined;
  // A second start, before the first process had opened its port, has renamed the log of the first.
  const logs = [logFile, `${logFile}.1`].filter((file) => existsSync(file));
  if (logs.length === 0) return undefined; // no process of ours can be there, so none is looked for
  const { processes = [] } = (await findListening(machine, endpoint)) ?? {};
  const [only] = processes;
  if (!only?.identity || processes.length > 1) return undefined;
  const written = await machine.link(`/proc/${only.pid}/fd/1`);
  return logs.some((file) => path.resolve(file) === written) ? only.identity : undefined;
}

async function findChosen({ executable }: ChosenProgram): Promise<FoundProgram> {
  const { platform, env: environment } = process;
  const path = await findExecutable({ platform, environment, ...(executable && { configured: executable }) });
  if (path !== undefined) return { kind: "found", path, owner: { kind: "paddock" } };
  return executable ? { kind: "no-executable", path: executable } : { kind: "not-installed" };
}

async function recipeFor(
  options: ProcessOwnerOptions,
  { keepsPartials }: StartOptions,
): Promise<ServiceRecipe> {
  const { endpoint, standIn } = options;
  const program = options.chosen();
  await checkChosen(program, endpoint);
  const chosen = { ...(keepsPartials && { OLLAMA_NOPRUNE: "1" }), ...program.environment };
  if (standIn) return serviceRecipe(endpoint, standIn, process.env, chosen);
  const found = await findChosen(program);
  if (found.kind !== "found") throw new PortError(found);
  return serviceRecipe(endpoint, { command: found.path, arguments: [] }, process.env, chosen);
}
