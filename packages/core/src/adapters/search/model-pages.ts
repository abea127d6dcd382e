import { htmlTokens } from "./html-tokens.ts";
import { isModel, MOST_FOUND, toDescription, toWords } from "./found-words.ts";

/** A model as a page of ollama.com lists it. */
export type ListedModel = {
  /** `llama3.2`, `user/model`. */
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly string[];
  /** Tags that are sizes: `1b`, `8x7b`. */
  readonly sizes: readonly string[];
  readonly pulls?: number;
};

/** Lists of everything are longer than those of a search. */
export type ReadingOptions = { readonly most?: number };

/**
 * The models that a page of ollama.com lists (docs/ollama.md §5.3). The page is no interface and changes without
 * notice: what marks a model is the link to it; what its words are is told by `x-test-…` attributes where there are
 * any, else by how they look. Nothing where no model is recognised and the page does not say either that there is
 * none.
 */
export function readModelList(
  html: string,
  { most = MOST_FOUND }: ReadingOptions = {},
): readonly ListedModel[] | undefined {
  const listed = cardsOf(html).flatMap((card) => toListed(card) ?? []);
  if (listed.length > 0) return listed.slice(0, most);
  return /\bno models\b/i.test(html) ? [] : undefined;
}

/** A word of a card, with the tag that it stands in. */
type Word = { readonly text: string; readonly within: string; readonly mark: string };
type Card = { readonly name: string; readonly words: Word[] };

/** More than this does not belong to one model. */
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

/** What a card does not go beyond. */
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
  // Other pages of the site have two parts to their address too, but nobody pulls them.
  if (name.includes("/") && pulls === undefined) return undefined;
  const marked = (mark: string): readonly string[] =>
    words.flatMap((word) => (word.mark === mark ? [word.text] : []));
  const looking = (like: RegExp): readonly string[] =>
    words.flatMap(({ text, mark }) => (mark === "" && like.test(text) ? [text] : []));
  return {
    name,
    description: toDescription(descriptionOf(words)),
    capabilities: toWords([...marked("x-test-capability"), ...looking(CAPABILITY)]),
    sizes: toWords([...marked("x-test-size"), ...looking(SIZE)]).filter((size) => /^[\w.-]+$/.test(size)),
    ...(pulls !== undefined && { pulls }),
  };
}

/** In small letters: a count of pulls (`1.5M`) is no size. */
const SIZE = /^e?\d+(?:\.\d+)?(?:x\d+(?:\.\d+)?)?[bm]$/;
/** Of these, `cloud` has never had a mark. */
const CAPABILITY = /^(?:tools|vision|thinking|embedding|audio|image|insert|cloud)$/i;

/** The first paragraph; without one, the longest text that is more than a remark. */
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
