/** A request that this window has made. It has no body, no headers, and no query. */
export type MadeRequest = {
  readonly number: number;
  readonly atMs: number;
  readonly method: string;
  /** Such as `http://127.0.0.1:11434`; without credentials. */
  readonly origin: string;
  readonly path: string;
  /** Absent until the head of the answer has come. */
  readonly status?: number;
  /** Those of the answer. */
  readonly bytes: number;
  readonly ending:
    | { readonly kind: "open" }
    | { readonly kind: "complete"; readonly tookMs: number }
    /** This window stopped listening. */
    | { readonly kind: "aborted"; readonly tookMs: number }
    | { readonly kind: "failed"; readonly tookMs: number; readonly failure: string };
};
