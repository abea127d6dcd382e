import { firstValueFrom } from "rxjs";
import { askHost, type Outside } from "../../src/adapters/search/ask-host.ts";
import type { Catalogue, CatalogueEntry } from "../../src/adapters/search/catalogue-schema.ts";
import { readModelList, type ListedModel } from "../../src/adapters/search/model-pages.ts";
import { readTagList, tagsPath, type ListedTag } from "../../src/adapters/search/tag-pages.ts";
import { toFailure } from "../../src/shared/failure.ts";
import { parseModelName } from "../../src/models/model-name.ts";
import type { Registry } from "../../src/downloads/registry.port.ts";

/** Where to read the catalogue, and how. */
export type GatherOptions = Outside & {
  /** The address of ollama.com or a stand-in. */
  readonly site: string;
  /** Asked for the size of every tag; absent: no sizes. */
  readonly registry?: Registry | undefined;
  /** The previous catalogue, whose descriptions are kept because we wrote them. */
  readonly previous: Catalogue;
  /** Today's date, `2026-11-25`. */
  readonly date: string;
  /** Reports problems and what is left to do by hand. */
  readonly report: (message: string) => void;
};

/** Ollama.com's library has fewer models. */
const MOST_MODELS = 5_000;

/** Reads ollama.com's library, most downloaded first. Throws if the list is not understood. */
export async function gatherCatalogue(options: GatherOptions): Promise<Catalogue> {
  const { site, date } = options;
  const url = new URL("/library?sort=popular", site);
  const { text } = await firstValueFrom(askHost(options, url));
  const listed = readModelList(text, { most: MOST_MODELS }) ?? [];
  if (listed.length === 0) throw new Error(`${url.href} is not understood: no model recognised in it`);
  const models: CatalogueEntry[] = [];
  for (const model of listed.toSorted((a, b) => (b.pulls ?? 0) - (a.pulls ?? 0))) {
    const entry = await toEntry(model, options);
    if (entry) models.push(entry);
  }
  return {
    about:
      `Families of https://ollama.com/library that can be downloaded, most downloaded first, as it listed them on that day; ` +
      "tags are the sizes that it shows. Descriptions are Paddock's own. Made by `npm run catalogue`.",
    date,
    models,
  };
}

async function toEntry(listed: ListedModel, options: GatherOptions): Promise<CatalogueEntry | undefined> {
  const { previous, report } = options;
  const { name } = listed;
  if (name.includes("/")) return undefined; // a user's model, not one of the library
  const all = await tagsOf(name, options);
  if (all ? all.every(isCloud) : listed.sizes.length === 0 && listed.capabilities.includes("cloud")) {
    report(`${name} only runs in the cloud, and is left out`);
    return undefined;
  }
  const before = previous.models.find((model) => model.name === name);
  if (!before?.description) report(`${name} is new: describe it in a sentence of your own`);
  const tags = chosenTags(listed, all);
  const sizes = options.registry && (await sizesOf(name, tags.length > 0 ? tags : ["latest"], options));
  return {
    name,
    description: before?.description ?? "",
    capabilities: listed.capabilities.filter((capability) => capability !== "cloud"),
    tags: [...tags],
    source: `https://ollama.com/library/${name}`,
    ...(sizes && Object.keys(sizes).length > 0 && { sizes }),
  };
}

async function tagsOf(name: string, options: GatherOptions): Promise<readonly ListedTag[] | undefined> {
  const { site, report } = options;
  try {
    const { text } = await firstValueFrom(askHost(options, new URL(tagsPath(name), site)));
    const tags = readTagList(text, name);
    if (!tags) report(`the tags of ${name} are not understood`);
    return tags;
  } catch (error) {
    report(`the tags of ${name} are not known: ${toFailure(error).kind}`);
    return undefined;
  }
}

/** A few tags are all offered; of many, only those that are sizes. */
const FEW = 6;

function chosenTags({ sizes }: ListedModel, all: readonly ListedTag[] | undefined): readonly string[] {
  if (!all) return sizes;
  const local = all.filter((tag) => !isCloud(tag)).map(({ tag }) => tag);
  const known = sizes.filter((size) => local.includes(size));
  if (known.length > 0) return known;
  return local.length > 1 && local.length <= FEW ? local : [];
}

const isCloud = ({ tag }: ListedTag): boolean => /(?:^|-)cloud$/.test(tag);

/** The version that we send: a registry hides some models from older ones. */
const ASKER = { version: "0.33.0" };

async function sizesOf(
  name: string,
  tags: readonly string[],
  { registry, report }: GatherOptions,
): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const tag of tags) {
    const model = parseModelName(`${name}:${tag}`);
    if (!model || !registry) continue;
    try {
      const { layers } = await firstValueFrom(registry.manifest(model, ASKER));
      sizes[tag] = layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    } catch (error) {
      report(`the size of ${model} is not known: ${toFailure(error).kind}`);
    }
  }
  return sizes;
}
