/** What Ollama measured; each may be missing (docs/ollama.md §1.5). */
export type RunFigures = {
  readonly loadMs?: number;
  readonly promptTokens?: number;
  readonly answerTokens?: number;
  readonly tokensPerSecond?: number;
};

/** One line of an answer; `raw` is the line as it came. */
export type RunLine =
  | { readonly kind: "part"; readonly text: string; readonly thought: string; readonly raw: string }
  /** `isCut`: the answer ended because it was too long. */
  | { readonly kind: "end"; readonly figures: RunFigures; readonly isCut: boolean; readonly raw: string }
  | {
      readonly kind: "vector";
      readonly size: number;
      /** Its first numbers. */
      readonly first: readonly number[];
      readonly figures: RunFigures;
      readonly raw: string;
    };
