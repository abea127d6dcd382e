import type { Failure } from "./failure.ts";

/** The result of an action. */
export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly failure: Failure }
  /** A person or another action ended it first. */
  | { readonly kind: "cancelled" }
  /** The end was not observed: this window was closed, or Paddock switched to another host. */
  | { readonly kind: "unknown" };

const WORST_FIRST = ["failed", "cancelled", "unknown", "done"] as const satisfies readonly Outcome["kind"][];

/** The result of several actions together: the worst one. */
export const worstOf = (outcomes: readonly Outcome[]): Outcome =>
  WORST_FIRST.map((kind) => outcomes.find((outcome) => outcome.kind === kind)).find(
    (outcome) => outcome !== undefined,
  ) ?? { kind: "done" };
