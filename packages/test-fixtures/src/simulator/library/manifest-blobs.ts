import { blobName } from "../blobs/blob-names.ts";
import type { Folder } from "../blobs/folder.ts";
import { manifestTextOf } from "../model/models.ts";
import { toListText, type ManifestList } from "../model/manifest-list.ts";
import type { SimulatedModel } from "../model/simulated-model.ts";
import { isManifestList, type Tag } from "./tags.ts";

/** The manifests that 0.40 keeps among the blobs. One is here as long as its file is. */
export class ManifestBlobs {
  readonly #models = new Map<string, SimulatedModel>();
  readonly #folder: Folder;

  constructor(folder: Folder, known: readonly SimulatedModel[]) {
    this.#folder = folder;
    for (const model of known) this.#models.set(model.digest, model);
  }

  write(content: SimulatedModel | ManifestList): void {
    const text = isManifestList(content) ? toListText(content.entries) : manifestTextOf(content);
    if (!isManifestList(content)) this.#models.set(content.digest, content);
    if (!this.has(content.digest)) this.#folder.write(blobName(`sha256:${content.digest}`), text);
  }

  has(digest: string): boolean {
    return this.#folder.find(blobName(`sha256:${digest}`)) !== undefined;
  }

  find(digest: string): SimulatedModel | undefined {
    return this.has(digest) ? this.#models.get(digest) : undefined;
  }

  /** The digest that begins so. */
  complete(start: string): string | undefined {
    return [...this.#models.keys()].find((digest) => digest.startsWith(start) && this.has(digest));
  }

  known(): readonly SimulatedModel[] {
    return [...this.#models.values()];
  }

  /** The models that a tag leads to and that are here. */
  behind({ content }: Pick<Tag, "content">): readonly SimulatedModel[] {
    if (!isManifestList(content)) return [content];
    return content.entries.flatMap(({ digest }) => this.find(digest) ?? []);
  }
}
