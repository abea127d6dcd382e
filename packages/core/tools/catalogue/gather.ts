import { firstValueFrom } from "rxjs";
import { askHost, type Outside } from "../../src/adapters/search/ask-host.ts";
import type { Catalogue, CatalogueEntry } from "../../src/adapters/search/catalogue-schema.ts";
import { readModelList, type ListedModel } from "../../src/adapters/search/model-pages.ts";
import { readTagList, tagsPath, type ListedTag } from "../../src/adapters/search/tag-pages.ts";
import { toFailure } from "../../src/shared/failure.ts";
import { parseModelName } from "../../src/models/model-name.ts";
import type { Registry } from "../../src/downloads/registry.port.ts";

/** What is gathered, and from where. */
export type GatherOptions = Outside & {
  /** Where the library is read. */
  readonly site: string;
  /** Asked for the size of every tag, where sizes are wanted. */
  readonly registry?: Registry | undefined;
  /** Descriptions are ours, and stay. */
  readonly previous: Catalogue;
  /** Today. */
  readonly date: string;
  /** Says what was not understood, and what is left to do by hand. */
  readonly tell: (message: string) => void;
};

/** More models than ollama.com's library has. */
const MOST_MODELS = 5_000;

/** What ollama.com's library lists today, most downloaded first. Throws where the list itself is not understood. */
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
  const { previous, tell } = options;
  const { name } = listed;
  if (name.includes("/")) return undefined; // somebody's own, which is not the library's
  const all = await tagsOf(name, options);
  if (all ? all.every(isCloud) : listed.sizes.length === 0 && listed.capabilities.includes("cloud")) {
    tell(`${name} only runs in the cloud, and is left out`);
    return undefined;
  }
  const before = previous.models.find((model) => model.name === name);
  if (!before?.description) tell(`${name} is new: describe it in a sentence of your own`);
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
  const { site, tell } = options;
  try {
    const { text } = await firstValueFrom(askHost(options, new URL(tagsPath(name), site)));
    const tags = readTagList(text, name);
    if (!tags) tell(`the tags of ${name} are not understood`);
    return tags;
  } catch (error) {
    tell(`the tags of ${name} are not known: ${toFailure(error).kind}`);
    return undefined;
  }
}

/** A few tags are all worth a choice; of many, those that are sizes. */
const FEW = 6;

function chosenTags({ sizes }: ListedModel, all: readonly ListedTag[] | undefined): readonly string[] {
  if (!all) return sizes;
  const local = all.filter((tag) => !isCloud(tag)).map(({ tag }) => tag);
  const known = sizes.filter((size) => local.includes(size));
  if (known.length > 0) return known;
  return local.length > 1 && local.length <= FEW ? local : [];
}

const isCloud = ({ tag }: ListedTag): boolean => /(?:^|-)cloud$/.test(tag);

/** The version that we ask as: a registry does not tell every one of every model. */
const ASKER = { version: "0.33.0" };

async function sizesOf(
  name: string,
  tags: readonly string[],
  { registry, tell }: GatherOptions,
): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const tag of tags) {
    const model = parseModelName(`${name}:${tag}`);
    if (!model || !registry) continue;
    try {
      const { layers } = await firstValueFrom(registry.manifest(model, ASKER));
      sizes[tag] = layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    } catch (error) {
      tell(`the size of ${model} is not known: ${toFailure(error).kind}`);
    }
  }
  return sizes;
}
