import { detailsOf, weightsOf } from "./details.ts";
import { isLeftover } from "./leftover.ts";
import type { ReadStore } from "./model-layers.ts";
import type { ModelName } from "./model-name.ts";
import { findModel, installedModels, type Models } from "./models.ts";
import { tagsInUse } from "./tags-in-use.ts";

/** The installed model whose weights are in a file that is named `sha256-…`. */
export type NameOfWeights = (blob: string) => ModelName | undefined;

/** Names are told by the details that were read, and by the manifests of the models folder where that is read. */
export const namesOfWeights =
  (models: Models, store: Pick<ReadStore, "store" | "version"> | null): NameOfWeights =>
  (blob) => {
    const digest = blob.replace("sha256-", "sha256:");
    const described = installedModels(models).find((model) => {
      const details = detailsOf(models, model);
      return details !== undefined && weightsOf(details) === digest;
    });
    return described?.name ?? (store ? listedWith(digest, models, store) : undefined);
  };

function listedWith(
  digest: string,
  models: Models,
  { store, version }: Pick<ReadStore, "store" | "version">,
): ModelName | undefined {
  const tags = tagsInUse(store.tags, version).filter(
    ({ name, manifests }) =>
      !isLeftover(name) && manifests.some(({ layers }) => layers.some((layer) => layer.digest === digest)),
  );
  return tags.flatMap(({ name }) => findModel(models, name) ?? [])[0]?.name;
}
