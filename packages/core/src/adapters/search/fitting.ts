/** The fields that a search looks at. */
type Searched = {
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly string[];
  readonly tags: readonly string[];
};

/** The entries that match every word of a text, best match first. An empty text matches all, in their own order. */
export function fitting<Entry extends Searched>(entries: readonly Entry[], text: string): readonly Entry[] {
  const terms = text
    .toLowerCase()
    .split(/[\s:]+/)
    .filter((term) => term !== "");
  return entries
    .flatMap((entry) => {
      const ranks = terms.map((term) => rankOf(entry, term));
      return ranks.includes(undefined) ? [] : [{ entry, rank: sum(ranks) }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}

/** How well an entry matches one word: smaller is better, `undefined` means not at all. */
function rankOf({ name, description, capabilities, tags }: Searched, term: string): number | undefined {
  const lowerName = name.toLowerCase();
  if (lowerName === term) return 0;
  if (lowerName.startsWith(term)) return 1;
  if (tags.includes(term) || capabilities.some((capability) => capability.startsWith(term))) return 2;
  if (hasWord(lowerName, term)) return 3;
  if (lowerName.includes(term)) return 4;
  const lowerDescription = description.toLowerCase();
  if (hasWord(lowerDescription, term)) return 5;
  return lowerDescription.includes(term) ? 6 : undefined;
}

/** Whether any word begins with the term. */
const hasWord = (text: string, term: string): boolean =>
  text.split(/[^\p{L}\p{N}.]+/u).some((word) => word.startsWith(term));

const sum = (ranks: readonly (number | undefined)[]): number =>
  ranks.reduce<number>((total, rank = 0) => total + rank, 0);
