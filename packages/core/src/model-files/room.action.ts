import type { ModelsFolder } from "../models/models-folder.port.ts";
import type { ActionContext } from "../ui/action.ts";
import type { ModelFile } from "./model-files.port.ts";
import type { Room } from "./room.ts";

/** Finds out whether there is room for a model before anything is read or sent. */
export async function roomFor(
  { files }: Pick<ActionContext, "files">,
  wanted: readonly ModelFile[],
): Promise<Room> {
  const neededBytes = wanted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const folder = await files.folder();
  if (!folder) return { kind: "unknown", neededBytes };
  if (await areShared(folder, wanted)) return { kind: "shared" };
  return { kind: "on-disk", neededBytes, freeBytes: await folder.freeBytes() };
}

/** Tries it: only the file system knows. A clone costs no time and no space, and is deleted again. */
async function areShared(folder: ModelsFolder, wanted: readonly ModelFile[]): Promise<boolean> {
  for (const { kind, path } of wanted) {
    const clone = kind === "gguf" ? await folder.clone(path) : undefined;
    if (!clone) return false;
    await clone.discard();
  }
  return true;
}
