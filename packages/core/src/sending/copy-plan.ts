import type { PullLayer } from "../downloads/pull-progress.ts";
import type { CopyObstacle } from "../shared/decision.ts";
import type { Failure } from "../shared/failure.ts";

/** How a model gets to another host. Bytes are absent where they are not known. */
export type CopyPlan =
  /** That host downloads it from its registry, which has the same model. */
  | ({ readonly kind: "pull" } & CopySize)
  /** Its files are sent from here, and the model is created of them: its registry lacks it, or cannot be asked. */
  | ({ readonly kind: "send"; readonly registry: "lacks-it" | "unknown" } & CopySize)
  | { readonly kind: "same" }
  /** It is one of the simulator, and its registry does not offer the same. */
  | { readonly kind: "demo" }
  | { readonly kind: "impossible"; readonly failure: Failure; readonly at: CopyObstacle };

type CopySize = {
  readonly layers?: readonly PullLayer[];
  /** What the other host does not have yet. */
  readonly missingBytes?: number;
  /** Whether that host has another model of this name, which would be replaced. */
  readonly replaces: boolean;
};
