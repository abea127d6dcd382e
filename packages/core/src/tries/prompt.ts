import * as v from "valibot";
import { modelNameSchema } from "../models/model-name.ts";
import { text, type DataOf } from "../shared/described.ts";

/** The most that a page may send; what is too much for a person is refused with words. */
const LONGEST_PROMPT = 1_000_000;
const MOST_IMAGES = 16;
const LONGEST_IMAGE = 64_000_000;

/** What a person asks a model. An option that is absent is the model's own. */
const promptEntries = {
  model: modelNameSchema,
  prompt: v.pipe(text, v.maxLength(LONGEST_PROMPT)),
  /** In base64. */
  images: v.exactOptional(
    v.pipe(v.array(v.pipe(text, v.maxLength(LONGEST_IMAGE))), v.maxLength(MOST_IMAGES)),
  ),
  context: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  temperature: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  /** Whether to think first, or how much (docs/ollama.md §1.3). */
  think: v.exactOptional(v.union([v.boolean(), v.pipe(text, v.maxLength(20))])),
};

export const promptSchema = v.object(promptEntries);
export type Prompt = DataOf<typeof promptSchema>;

/** The same for another model too. */
export const askedSchema = v.object({ ...promptEntries, beside: v.exactOptional(modelNameSchema) });
export type Asked = DataOf<typeof askedSchema>;

/** The languages in which a request can be copied. */
export const languageSchema = v.picklist(["curl", "javascript", "python"]);
export type Language = DataOf<typeof languageSchema>;

export const promptInSchema = v.object({ ...promptEntries, language: languageSchema });
export type PromptIn = DataOf<typeof promptInSchema>;

/** The options that a choice in a list adds to a prompt. */
export type PromptOptions = Partial<Pick<Prompt, "context" | "temperature" | "think">>;
