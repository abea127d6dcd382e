import type { Failure } from "../shared/failure.ts";
import type { ModelName } from "../models/model-name.ts";

/** Where models are looked for. */
export type SearchSource =
  /** What comes with Paddock: asks nobody, and has a date. */
  | "catalogue"
  /** What the Ollama that is looked after recommends (docs/ollama.md §5.4). */
  | "recommended"
  | "hugging-face"
  | "ollama.com";

/** Something that can be downloaded, in one of its variants. All of its texts are foreign. */
export type FoundModel = {
  readonly source: SearchSource;
  /** What a pull takes, but for the tag: `llama3.2`, `hf.co/user/repo`. */
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly string[];
  /** The variants that are known without asking: sizes, quantisations. */
  readonly tags: readonly string[];
  /** How often it was downloaded, where that is told. */
  readonly pulls?: number;
  /** How many people like it, where that is told. */
  readonly likes?: number;
  /** Why not everybody gets it: its owner asks for consent, or shows it to nobody else. */
  readonly access?: "gated" | "private";
  /** How much memory of a GPU it is meant for, where that is told. */
  readonly vramBytes?: number;
};

/** A model that Ollama itself recommends (docs/ollama.md §5.4). Its description is foreign text. */
export type Recommendation = {
  readonly model: ModelName;
  readonly description: string;
  readonly vramBytes?: number;
};

/** One way to have a model. */
export type ModelVariant = {
  readonly model: ModelName;
  readonly label: string;
  /** Bytes, where they are told. */
  readonly sizeBytes?: number;
  /** Whether the size is told in round figures only. */
  readonly isSizeRough?: true;
  /** Why Ollama cannot download it, if it cannot. */
  readonly problem?: "sharded";
};

/** How a search in one place stands. */
export type SearchStatus =
  | { readonly kind: "not-asked" }
  | { readonly kind: "asked" }
  | { readonly kind: "found"; readonly models: readonly FoundModel[] }
  | { readonly kind: "failed"; readonly failure: Failure };

/** One place where models are looked for, as far as whoever adds one is concerned. */
export type SearchView = {
  readonly source: SearchSource;
  readonly host?: string;
  readonly date?: string;
  readonly status: SearchStatus;
};
