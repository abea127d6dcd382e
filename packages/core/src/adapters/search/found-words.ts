import type { ModelVariant } from "../../search/found-models.ts";
import { parseModelName } from "../../models/model-name.ts";
import { cleanLine } from "../ollama/clean-text.ts";

/** More results than this are not read by anybody. */
export const MOST_FOUND = 30;

/** What a model says of itself, on one line. */
export const toDescription = (text: string): string => cleanLine(text, 300);

/** Foreign words: each once, none long, and not many. */
export const toWords = (words: readonly string[]): readonly string[] =>
  [...new Set(words.map((word) => cleanLine(word, 40).toLowerCase()))]
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);

const MOST_WORDS = 40;

/** The variants that are known by their tags alone. What Ollama would not take as a tag is none. */
export const variantsOfTags = (name: string, tags: readonly string[]): readonly ModelVariant[] =>
  tags.flatMap((tag): ModelVariant[] => {
    const model = parseModelName(`${name}:${tag}`);
    return model ? [{ model, label: tag }] : [];
  });

/** Whether a name can be pulled, as it is told without a tag. */
export const isModel = (name: string): boolean => parseModelName(`${name}:latest`) !== undefined;
