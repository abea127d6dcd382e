import { cleanLine } from "../ollama/clean-text.ts";
import { htmlTokens } from "./html-tokens.ts";

/** A model's tag on a page of ollama.com. */
export type ListedTag = {
  readonly tag: string;
  /** Rounded by the page; absent for a tag that runs in the cloud. */
  readonly sizeBytes?: number;
};

/** More tags than any model of ollama.com has. */
const MOST_TAGS = 500;

/** The path of the page with a model's tags; `name` is `llama3.2` or `user/model`. */
export const tagsPath = (name: string): string =>
  `/${(name.includes("/") ? name : `library/${name}`).split("/").map(encodeURIComponent).join("/")}/tags`;

/** The tags that a page lists, with the sizes that it shows; `undefined` if none is recognised. */
export function readTagList(html: string, name: string): readonly ListedTag[] | undefined {
  const prefix = `${name.includes("/") ? "" : "/library"}/${name}:`.toLowerCase();
  const tags = new Map<string, ListedTag>();
  let tag: string | undefined;
  for (const token of htmlTokens(html)) {
    if (token.kind === "open" && token.name === "a") tag = tagOf(token.attributes.get("href"), prefix) ?? tag;
    if (tag === undefined) continue;
    const known = tags.get(tag) ?? { tag };
    const sizeBytes = known.sizeBytes ?? (token.kind === "text" ? sizeOf(token.text) : undefined);
    tags.set(tag, { tag, ...(sizeBytes !== undefined && { sizeBytes }) });
    if (tags.size >= MOST_TAGS) break;
  }
  return tags.size > 0 ? [...tags.values()] : undefined;
}

function tagOf(href = "", prefix: string): string | undefined {
  const path = href.replace(/^https?:\/\/(?:www\.)?ollama\.com/i, "");
  if (!path.toLowerCase().startsWith(prefix)) return undefined;
  const tag = cleanLine(path.slice(prefix.length).replace(/[?#].*$/, ""), 80);
  return /^\w[\w.-]*$/.test(tag) ? tag : undefined;
}

const FACTORS: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** 14 000 000 000 in "27bcbbf6d324 • 14GB • 39K context window". */
function sizeOf(text: string): number | undefined {
  const [, digits, unit = ""] = /(?:^|\s)(\d{1,6}(?:\.\d{1,3})?)\s?([KMGT])B(?:\s|$)/.exec(text) ?? [];
  const factor = FACTORS[unit];
  return digits === undefined || factor === undefined ? undefined : Math.round(Number(digits) * factor);
}
