import type { ModelName } from "../models/model-name.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { PortError } from "../shared/failure.ts";
import { recipeOf, type ModelRecipe } from "./model-recipe.ts";
import { sendableOf, type Sendable } from "./sendable-model.ts";

/** A models folder, or an archive of one model, and the version of its Ollama; empty if that does not run. */
export type SourceFolder = { readonly folder: SourceFiles; readonly version: string };
type SourceFiles = Pick<ModelsFolder, "store" | "openBlob" | "textOf">;

/** A model's files, and the request that makes it of them. */
export type Source = {
  readonly folder: Pick<ModelsFolder, "openBlob">;
  readonly sendable: Sendable;
  readonly recipe: ModelRecipe;
};

/** Reads what is needed to send a model. Rejects with `PortError` of why it cannot be sent. */
export async function readSource(
  find: () => Promise<SourceFolder | undefined>,
  model: ModelName,
): Promise<Source> {
  const found = await find();
  if (!found) throw new PortError({ kind: "source-out-of-reach" });
  const { folder, version } = found;
  const sendable = sendableOf(await folder.store(), model, version);
  if ("kind" in sendable) throw new PortError(sendable);
  const { texts, configDigest } = sendable;
  const digests = [
    ...texts.map(({ digest }) => digest),
    ...(configDigest === undefined ? [] : [configDigest]),
  ];
  const read = await Promise.all(
    digests.map(async (digest): Promise<readonly [string, string]> => {
      const text = await folder.textOf(digest);
      if (text === undefined) throw new PortError({ kind: "source-missing", file: digest });
      return [digest, text];
    }),
  );
  const recipe = recipeOf(model, sendable, new Map(read));
  if ("kind" in recipe) throw new PortError(recipe);
  return { folder, sendable, recipe };
}
