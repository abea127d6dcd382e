import type { ManifestList } from "../model/manifest-list.ts";
import { DEFAULT_HOST, parseName, toKey, toShortest, type FullName } from "../model/names.ts";
import type { SimulatedModel } from "../model/simulated-model.ts";

/** A name in the models folder, and what its manifest says. */
export type Tag = {
  readonly name: string;
  readonly modifiedAtMs: number;
  readonly content: SimulatedModel | ManifestList;
};

export function isManifestList(content: object): content is ManifestList {
  return "entries" in content;
}

/** The tags of one folder: `manifests` or `manifests-v2`. */
export class Tags {
  readonly #byKey = new Map<string, Tag>();
  readonly #hasOnePublicHost: boolean;

  /** 0.40 takes `ollama.com` for the same host as `registry.ollama.ai`. */
  constructor(hasOnePublicHost: boolean) {
    this.#hasOnePublicHost = hasOnePublicHost;
  }

  keyOf(name: string): string {
    const parsed = this.#parse(name);
    return parsed === undefined ? "" : toKey(parsed);
  }

  find(name: string): Tag | undefined {
    return this.#byKey.get(this.keyOf(name));
  }

  /** Becomes the newest. If there is one of this name, the spelling of its name is kept. */
  put(tag: Tag): void {
    const [key, parsed] = [this.keyOf(tag.name), this.#parse(tag.name)];
    const shown = this.#hasOnePublicHost && parsed !== undefined ? toShortest(parsed) : tag.name;
    const name = this.#byKey.get(key)?.name ?? shown;
    this.#byKey.delete(key);
    this.#byKey.set(key, { ...tag, name });
  }

  remove(name: string): boolean {
    return this.#byKey.delete(this.keyOf(name));
  }

  /** Oldest first. */
  all(): readonly Tag[] {
    return [...this.#byKey.values()];
  }

  #parse(name: string): FullName | undefined {
    const parsed = parseName(name);
    const isPublic = this.#hasOnePublicHost && parsed?.host.toLowerCase() === "ollama.com";
    return isPublic ? { ...parsed, host: DEFAULT_HOST } : parsed;
  }
}
