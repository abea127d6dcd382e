import type { ModelVariant } from "../../search/found-models.ts";
import { parseModelName } from "../../models/model-name.ts";
import { cleanLine } from "../ollama/clean-text.ts";

/** Few people read more results than this. */
export const MOST_FOUND = 30;

/** A model's description on one line. */
export const toDescription = (text: string): string => cleanLine(text, 300);

/** Foreign words without duplicates, limited in length and number. */
export const toWords = (words: readonly string[]): readonly string[] =>
  [...new Set(words.map((word) => cleanLine(word, 40).toLowerCase()))]
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);

const MOST_WORDS = 40;

/** The variants with these tags. Invalid tags are left out. */
export const variantsOfTags = (name: string, tags: readonly string[]): readonly ModelVariant[] =>
  tags.flatMap((tag): ModelVariant[] => {
    const model = parseModelName(`${name}:${tag}`);
    return model ? [{ model, label: tag }] : [];
  });

/** Whether a name without a tag is a valid model name. */
export const isModel = (name: string): boolean => parseModelName(`${name}:latest`) !== undefined;
