import type { SimulatedLayer } from "../model/layers.ts";
import type { SimulatedModel } from "../model/simulated-model.ts";
import { parseDigestName } from "./digest-name.ts";
import type { ManifestBlobs } from "./manifest-blobs.ts";
import { isManifestList, type Tag, type Tags } from "./tags.ts";

/** The tags of both folders, oldest first, and the manifests that lists lead to. */
export type SavedLibrary = {
  readonly legacy: readonly Tag[];
  readonly v2: readonly Tag[];
  readonly children: readonly SimulatedModel[];
};

/** The tags that an Ollama reads, and what they lead to. Before 0.40, only those in `manifests`. */
export class TagStore {
  readonly hasLists: boolean;
  /** The files in `manifests`. */
  readonly legacy: Tags;
  /** The links in `manifests-v2`. */
  readonly v2: Tags;
  readonly manifests: ManifestBlobs;

  constructor(
    hasLists: boolean,
    tags: { readonly legacy: Tags; readonly v2: Tags },
    manifests: ManifestBlobs,
  ) {
    this.hasLists = hasLists;
    this.legacy = tags.legacy;
    this.v2 = tags.v2;
    this.manifests = manifests;
  }

  /** Of two tags of one name, that in `manifests-v2` counts, even if its blob is missing. */
  find(name: string): Tag | undefined {
    const tag = (this.hasLists ? this.v2.find(name) : undefined) ?? this.legacy.find(name);
    return tag !== undefined && this.#isWhole(tag) ? tag : undefined;
  }

  /** All whole tags, oldest first. */
  all(): readonly Tag[] {
    if (!this.hasLists) return this.legacy.all();
    const old = this.legacy.all().filter(({ name }) => this.v2.find(name) === undefined);
    return [...old, ...this.v2.all()].filter((tag) => this.#isWhole(tag));
  }

  get isCorrupt(): boolean {
    return this.hasLists && this.v2.all().some((tag) => !this.#isWhole(tag));
  }

  /** The digest that a name stands for, if it is one. */
  digestOf(name: string): string | undefined {
    const start = this.hasLists ? parseDigestName(name) : undefined;
    if (start === undefined) return undefined;
    const ghost = this.legacy.all().find(({ content }) => content.digest.startsWith(start));
    return this.manifests.complete(start) ?? ghost?.content.digest;
  }

  /** The digests that these tags lead to, and the layers among them. Only 0.40 keeps manifests among the blobs. */
  reach(tags: readonly Tag[]): ReadonlyMap<string, SimulatedLayer | undefined> {
    const models = tags.flatMap((tag) => this.manifests.behind(tag));
    const manifests = [...tags.map(({ content }) => content), ...models];
    return new Map([
      ...(this.hasLists ? manifests.map(({ digest }) => [`sha256:${digest}`, undefined] as const) : []),
      ...models.flatMap(({ layers }) => layers.map((layer) => [layer.digest, layer] as const)),
    ]);
  }

  /** What all tags lead to, even those that are not read because another of their name counts. */
  reachOfAll(): ReadonlyMap<string, SimulatedLayer | undefined> {
    return this.reach([...this.legacy.all(), ...(this.hasLists ? this.v2.all() : [])]);
  }

  /** Writes a tag as 0.40 does; the file of an older version goes. */
  putV2(tag: Tag): void {
    this.manifests.write(tag.content);
    this.v2.put({ ...tag, name: this.legacy.find(tag.name)?.name ?? tag.name });
    this.legacy.remove(tag.name);
  }

  remove(name: string): boolean {
    const isRemoved = this.legacy.remove(name);
    return (this.hasLists && this.v2.remove(name)) || isRemoved;
  }

  saved(): SavedLibrary {
    return { legacy: this.legacy.all(), v2: this.v2.all(), children: this.manifests.known() };
  }

  /** The manifest of a tag in `manifests` is the file itself, that of one in `manifests-v2` a blob. */
  #isWhole({ name, content }: Tag): boolean {
    return !this.hasLists || this.v2.find(name) === undefined || this.manifests.has(content.digest);
  }
}

/** Whether a tag names this manifest, itself or in its list. */
export function names({ content }: Tag, digest: string): boolean {
  return isManifestList(content)
    ? content.entries.some((entry) => entry.digest === digest)
    : content.digest === digest;
}
