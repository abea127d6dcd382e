import type { Failure } from "./failure.ts";

/** What came of something that was begun. */
export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly failure: Failure }
  /** A person or another action ended it first. */
  | { readonly kind: "cancelled" }
  /** It was not seen: this window was closed, or Paddock turned to another host. */
  | { readonly kind: "unknown" };

const WORST_FIRST = ["failed", "cancelled", "unknown", "done"] as const satisfies readonly Outcome["kind"][];

/** What came of several together: the worst of it. */
export const worstOf = (outcomes: readonly Outcome[]): Outcome =>
  WORST_FIRST.map((kind) => outcomes.find((outcome) => outcome.kind === kind)).find(
    (outcome) => outcome !== undefined,
  ) ?? { kind: "done" };
