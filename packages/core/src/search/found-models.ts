import * as v from "valibot";
import type { Failure } from "../shared/failure.ts";
import type { ModelName } from "../models/model-name.ts";

/** Where models are searched for. */
export const searchSourceSchema = v.picklist([
  /** The list that comes with Paddock: makes no request, and has a date. */
  "catalogue",
  /** The recommendations of the watched Ollama (docs/ollama.md §5.4). */
  "recommended",
  "hugging-face",
  "ollama.com",
]);
export type SearchSource = v.InferOutput<typeof searchSourceSchema>;

/** A search result, which has one or more variants to download. All texts are foreign. */
export type FoundModel = {
  readonly source: SearchSource;
  /** The name for a pull, without the tag: `llama3.2`, `hf.co/user/repo`. */
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly string[];
  /** The variants known without another request: sizes, quantisations. */
  readonly tags: readonly string[];
  /** Number of downloads, if known. */
  readonly pulls?: number;
  /** Number of likes, if known. */
  readonly likes?: number;
  /** Why access is restricted: its owner asks for consent, or keeps it private. */
  readonly access?: "gated" | "private";
  /** The GPU memory that it is meant for, if known. */
  readonly vramBytes?: number;
};

/** A model that Ollama itself recommends (docs/ollama.md §5.4). Its description is foreign text. */
export type Recommendation = {
  readonly model: ModelName;
  readonly description: string;
  readonly vramBytes?: number;
};

/** One variant of a model. */
export type ModelVariant = {
  readonly model: ModelName;
  readonly label: string;
  /** Absent if unknown. */
  readonly sizeBytes?: number;
  /** Whether the size is only a rounded figure. */
  readonly isSizeRough?: true;
  /** Why Ollama cannot download it, if it cannot. */
  readonly problem?: "sharded";
};

export type SearchStatus =
  | { readonly kind: "not-asked" }
  | { readonly kind: "asked" }
  | { readonly kind: "found"; readonly models: readonly FoundModel[] }
  | { readonly kind: "failed"; readonly failure: Failure };

/** The state of the search in one source. */
export type SearchView = {
  readonly source: SearchSource;
  readonly host?: string;
  readonly date?: string;
  readonly status: SearchStatus;
};
