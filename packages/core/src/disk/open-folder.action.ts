import type { AppState } from "../app/state.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";

/** Opens the models folder in the file manager of this machine. */
export async function openModelsFolder({ files, show }: ActionContext): Promise<ActionAnswer> {
  const folder = await files.folder();
  if (!folder) return refused({ reason: "folder-out-of-reach" });
  return (await show.folder(folder.path))
    ? done()
    : refused({ reason: "folder-unopened", path: folder.path });
}

/** In a remote window the folder is on the other machine, and the file manager on the person's own. */
export const isFolderHere = ({ local }: AppState): boolean => local.remote === undefined;
