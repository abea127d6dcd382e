import * as path from "node:path";
import type { KnownInstall, OrphanedRunners } from "../../orphans/orphaned-runners.port.ts";
import type { Orphan } from "../../orphans/orphans.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { endProcess } from "./end-process.ts";
import { isServing } from "./ollama-program.ts";
import { knowProcess, listProcesses, residentBytes, type KnownProcess } from "./linux/processes.ts";
import type { Machine } from "./machine.ts";
import { isSameProcess } from "./process-identity.ts";

type OrphanedRunnersOptions = {
  readonly machine: Machine;
  /** The executables and folders that Paddock knows without an Ollama that runs. */
  readonly installed: () => Promise<KnownInstall>;
  readonly logger: Logger;
};

/**
 * Finds runners by three signs together: no Ollama is their parent, their executable is of a known install, and their
 * model is a blob of a known folder. Other programs have a `llama-server` too. Only where there is `/proc`.
 */
export function orphanedRunners({ machine, installed, logger }: OrphanedRunnersOptions): OrphanedRunners {
  async function find(known: KnownInstall): Promise<readonly Orphan[]> {
    if (machine.platform !== "linux") return [];
    const here = await installed();
    const all = {
      executables: [...here.executables, ...known.executables],
      folders: [...here.folders, ...known.folders],
    };
    const runners = (await listProcesses(machine)).filter(({ argv }) => blobOf(argv, all) !== undefined);
    const found = await Promise.all(
      runners.map(async (runner) => orphanOf(machine, await knowProcess(machine, runner), all)),
    );
    return found.filter((orphan) => orphan !== undefined);
  }
  return {
    find,
    async end(orphans, known) {
      const now = await find(known);
      const meant = now.filter(({ process }) => orphans.some((one) => isSameProcess(one.process, process)));
      await Promise.all(
        meant.map(({ process }) =>
          endProcess(process, { whose: "orphaned", machine }).catch((error: unknown) =>
            logger.warn(`process ${process.pid} did not end: ${String(error)}`),
          ),
        ),
      );
    },
  };
}

async function orphanOf(
  machine: Machine,
  { pid, identity, argv, parents }: KnownProcess,
  known: KnownInstall,
): Promise<Orphan | undefined> {
  const blob = blobOf(argv, known);
  const [parent] = parents;
  if (!identity || blob === undefined || !parent || !hasTakenOver(parent.pid, parent.argv)) return undefined;
  if (!isRunnerOf(identity.executable, argv, known)) return undefined;
  return { process: identity, memoryBytes: await residentBytes(machine, pid), blob };
}

/** The first process of the machine, or of the user's manager, takes over the children of a process that ends. */
const hasTakenOver = (pid: number, argv: readonly string[]): boolean =>
  !isServing(argv) && (pid === 1 || /^(systemd|init)$/.test(path.posix.basename(argv[0] ?? "")));

/** `…/lib/ollama/llama-server`, or `ollama runner` of versions before 0.30 (recordings `processes-sigkill`). */
const isRunnerOf = (executable: string, argv: readonly string[], { executables }: KnownInstall): boolean =>
  executables.some(
    (ollama) =>
      (executable === ollama && argv[1] === "runner") ||
      librariesOf(ollama).some((folder) => executable.startsWith(`${folder}/`)),
  );

/** Where an Ollama has its libraries: beside the folder of its executable, or in that. */
const librariesOf = (ollama: string): readonly string[] =>
  ["../lib/ollama", "lib/ollama"].map((folder) => path.posix.join(path.posix.dirname(ollama), folder));

/** The name of the blob that a process was started with, if it is in a known folder. */
function blobOf(argv: readonly string[], { folders }: KnownInstall): string | undefined {
  const model = argv[argv.indexOf("--model") + 1];
  if (model === undefined || !argv.includes("--model")) return undefined;
  const name = path.posix.basename(model);
  const isBlob = /^sha256-[0-9a-f]{64}$/.test(name);
  return isBlob && folders.some((folder) => path.posix.dirname(model) === path.posix.join(folder, "blobs"))
    ? name
    : undefined;
}
