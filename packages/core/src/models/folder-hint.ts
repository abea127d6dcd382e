import { namedBlobs } from "./details.ts";
import { installedModels, type Models } from "./models.ts";
import type { Model } from "./models-events.ts";

/** What is known about the location of the models folder. */
export type FolderHint = {
  /** Whether we started the running Ollama. */
  readonly isOurs: boolean;
  /** Files that Modelfiles name: `…/blobs/sha256-…`. */
  readonly blobFiles: readonly string[];
};

/** The details of a model show where the models folder is (docs/ollama.md §1.3). */
export const folderHint = (isOurs: boolean, models: Models): FolderHint => ({
  isOurs,
  blobFiles: isOurs ? [] : onePerFolder(namedBlobs(models)),
});

/** More of them say nothing new, and a hint that is another has the folder looked at again. */
const onePerFolder = (files: readonly string[]): readonly string[] => [
  ...new Map(files.toReversed().map((file) => [file.replace(/[^/\\]+$/, ""), file])).values(),
];

/** The model whose details to ask for first: the smallest, whose details are the shortest; none if the hint is enough. */
export function modelToDescribe({ isOurs, blobFiles }: FolderHint, models: Models): Model | undefined {
  if (isOurs || blobFiles.length > 0) return undefined;
  const [smallest] = installedModels(models)
    .filter(({ remoteHost }) => remoteHost === undefined)
    .toSorted((a, b) => a.sizeBytes - b.sizeBytes);
  return smallest;
}
