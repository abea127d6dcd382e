import { htmlTokens } from "./html-tokens.ts";
import { isModel, MOST_FOUND, toDescription, toWords } from "./found-words.ts";

/** A model on a page of ollama.com. */
export type ListedModel = {
  /** `llama3.2`, `user/model`. */
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly string[];
  /** Tags that are sizes: `1b`, `8x7b`. */
  readonly sizes: readonly string[];
  readonly pulls?: number;
};

/** A list of all models is longer than search results. */
type ReadingOptions = { readonly most?: number };

/**
 * The models that a page of ollama.com lists (docs/ollama.md §5.3). The page is not an API and changes without notice.
 * A model is recognised by its link, its details by `x-test-…` attributes or else by their form. Returns `undefined` if
 * no model is recognised and the page does not say that there are none.
 */
export function readModelList(
  html: string,
  { most = MOST_FOUND }: ReadingOptions = {},
): readonly ListedModel[] | undefined {
  const listed = cardsOf(html).flatMap((card) => toListed(card) ?? []);
  if (listed.length > 0) return listed.slice(0, most);
  return /\bno models\b/i.test(html) ? [] : undefined;
}

/** A text of a card. `within` is its tag, `mark` its `x-test-…` attribute. */
type Word = { readonly text: string; readonly within: string; readonly mark: string };
type Card = { readonly name: string; readonly words: Word[] };

/** One model has fewer words than this. */
const MOST_WORDS = 80;

function cardsOf(html: string): readonly Card[] {
  const cards = new Map<string, Card>();
  let card: Card | undefined;
  let within = "";
  let mark = "";
  for (const token of htmlTokens(html)) {
    if (token.kind === "text") {
      if (card && card.words.length < MOST_WORDS) card.words.push({ text: token.text, within, mark });
      continue;
    }
    const { kind, name: tag } = token;
    within = kind === "open" ? tag : "";
    mark = kind === "open" ? markOf(token.attributes) : "";
    if (ENDS.has(tag) && (kind === "close" || tag === "footer")) card = undefined;
    const name = kind === "open" && tag === "a" ? modelOf(token.attributes.get("href")) : undefined;
    if (name === undefined) continue;
    card = cards.get(name) ?? { name, words: [] };
    cards.set(name, card);
  }
  return [...cards.values()];
}

/** A card ends at these tags. */
const ENDS: ReadonlySet<string> = new Set(["li", "ul", "main", "footer"]);

const markOf = (attributes: ReadonlyMap<string, string>): string =>
  [...attributes.keys()].find((name) => name.startsWith("x-test-")) ?? "";

/** `llama3.2` behind `/library/llama3.2`, `user/model` behind `/user/model`. */
function modelOf(href = ""): string | undefined {
  const [, family, own] =
    /^(?:https?:\/\/(?:www\.)?ollama\.com)?\/(?:library\/([\w.-]+)|([\w-]+\/[\w.-]+))\/?(?:[?#].*)?$/i.exec(
      href,
    ) ?? [];
  const name = family ?? own;
  return name !== undefined && isModel(name) ? name : undefined;
}

function toListed({ name, words }: Card): ListedModel | undefined {
  const pulls = pullsOf(words);
  // Other pages of the site have addresses of two parts too, but no pull count.
  if (name.includes("/") && pulls === undefined) return undefined;
  const marked = (mark: string): readonly string[] =>
    words.flatMap((word) => (word.mark === mark ? [word.text] : []));
  const unmarked = (like: RegExp): readonly string[] =>
    words.flatMap(({ text, mark }) => (mark === "" && like.test(text) ? [text] : []));
  return {
    name,
    description: toDescription(descriptionOf(words)),
    capabilities: toWords([...marked("x-test-capability"), ...unmarked(CAPABILITY)]),
    sizes: toWords([...marked("x-test-size"), ...unmarked(SIZE)]).filter((size) => /^[\w.-]+$/.test(size)),
    ...(pulls !== undefined && { pulls }),
  };
}

/** Lower case only: `1.5M` is a pull count. */
const SIZE = /^e?\d+(?:\.\d+)?(?:x\d+(?:\.\d+)?)?[bm]$/;
/** `cloud` has never had an `x-test-…` attribute. */
const CAPABILITY = /^(?:tools|vision|thinking|embedding|audio|image|insert|cloud)$/i;

/** The first paragraph, else the longest text of more than three words. */
function descriptionOf(words: readonly Word[]): string {
  const paragraph = words.find(({ within, mark }) => within === "p" && mark === "");
  if (paragraph) return paragraph.text;
  return words
    .map(({ text }) => text)
    .filter((text) => text.split(/\s+/).length > 3)
    .reduce((longest, text) => (text.length > longest.length ? text : longest), "");
}

function pullsOf(words: readonly Word[]): number | undefined {
  const marked = words.find(({ mark }) => mark === "x-test-pull-count");
  const before = words[words.findIndex(({ text }) => /^(?:pulls|downloads)$/i.test(text)) - 1];
  return countOf((marked ?? before)?.text ?? "");
}

const FACTORS: Readonly<Record<string, number>> = { "": 1, K: 1e3, M: 1e6, B: 1e9 };

/** `1,024`, `386.8K`, `11.3M`. */
function countOf(text: string): number | undefined {
  const [, digits, unit = ""] = /^(\d{1,9}(?:\.\d+)?)\s?([KMB])?$/i.exec(text.replaceAll(",", "")) ?? [];
  return digits === undefined ? undefined : Math.round(Number(digits) * (FACTORS[unit.toUpperCase()] ?? 1));
}
