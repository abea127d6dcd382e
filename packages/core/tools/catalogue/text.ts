import type { Catalogue } from "../../src/adapters/search/catalogue-schema.ts";

/** The text of the catalogue file, with one line for each family, so that a change is a change of one line. */
export function catalogueText({ about, date, models }: Catalogue): string {
  const lines = models.map((model) => `    ${JSON.stringify(model)}`).join(",\n");
  const head = `  "about": ${JSON.stringify(about)},\n  "date": ${JSON.stringify(date)}`;
  return `{\n${head},\n  "models": [\n${lines}\n  ]\n}\n`;
}

/** Why a catalogue is smaller than the previous one, or `undefined`. */
export function whySmaller(next: Catalogue, previous: Catalogue): string | undefined {
  const families = [next.models.length, previous.models.length] as const;
  const tags = [tagsIn(next), tagsIn(previous)] as const;
  if (families[0] < families[1]) return `it has ${families[0]} families, where there were ${families[1]}`;
  return tags[0] < tags[1] ? `it has ${tags[0]} tags, where there were ${tags[1]}` : undefined;
}

const tagsIn = ({ models }: Catalogue): number => models.reduce((sum, { tags }) => sum + tags.length, 0);
