import * as path from "node:path";
import type { FolderHint } from "../../models/folder-hint.ts";
import type { ModelFiles } from "../../models/models-folder.port.ts";
import type { KnownInstall } from "../../orphans/orphaned-runners.port.ts";
import { findExecutable } from "./find-executable.ts";
import type { Machine } from "./machine.ts";

const OURS: FolderHint = { isOurs: true, blobFiles: [] };

/** The Ollama that Paddock would start, and the folder of models that it would use. */
export async function knownInstall(
  machine: Machine,
  files: ModelFiles,
  configured: string | undefined,
): Promise<KnownInstall> {
  const { platform, environment } = machine;
  const [executable, folder] = await Promise.all([
    findExecutable({ platform, environment, ...(configured !== undefined && { configured }) }),
    files.locate(OURS),
  ]);
  return {
    executables: executable === undefined ? [] : await withTarget(machine, executable),
    folders: folder ? [folder.path] : [],
  };
}

/** A process that was started by a link is known by what the link leads to. */
async function withTarget(machine: Machine, executable: string): Promise<readonly string[]> {
  const target = await machine.link(executable);
  return target === undefined ? [executable] : [executable, path.resolve(path.dirname(executable), target)];
}
