/** What somebody may look for a model by. */
export type Searched = {
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly string[];
  readonly tags: readonly string[];
};

/** Those that have to do with a text, most fitting first; all of them, in their own order, where it is empty. */
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

/** How well an entry fits one word: the smaller, the better; absent, not at all. */
function rankOf({ name, description, capabilities, tags }: Searched, term: string): number | undefined {
  const called = name.toLowerCase();
  if (called === term) return 0;
  if (called.startsWith(term)) return 1;
  if (tags.includes(term) || capabilities.some((capability) => capability.startsWith(term))) return 2;
  if (hasWord(called, term)) return 3;
  if (called.includes(term)) return 4;
  const told = description.toLowerCase();
  if (hasWord(told, term)) return 5;
  return told.includes(term) ? 6 : undefined;
}

/** Whether a word begins so. */
const hasWord = (text: string, term: string): boolean =>
  text.split(/[^\p{L}\p{N}.]+/u).some((word) => word.startsWith(term));

const sum = (ranks: readonly (number | undefined)[]): number =>
  ranks.reduce<number>((total, rank = 0) => total + rank, 0);
