import type { Observable } from "rxjs";
import type { HostId } from "../hosts/host.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Outcome } from "../shared/outcome.ts";
import type { RunRequest } from "./run-request.ts";
import type { Compared, ShownTries } from "./tries.ts";

type ModelAt = { readonly host: HostId; readonly model: ModelName };

/** Whether a request was sent, and its end. */
export type Begun =
  | { readonly kind: "running"; readonly ended: Promise<Outcome> }
  /** The model answers another request of this window. */
  | { readonly kind: "busy" }
  /** Its host is not watched any more. */
  | { readonly kind: "not-watched" };

/** What is tried in a window. It ends with the window; only figures are kept (`try.measured`, `try.benchmarked`). */
export interface Tries {
  readonly tries$: Observable<ShownTries>;
  /** Asks these models the same from now on; absent: each its own. */
  compare(models: Compared | undefined): void;
  /** Whether a model answers a request of this window. */
  isAnswering(which: ModelAt): boolean;
  /** Sends a request, if need be after something else has ended, and follows its answer. */
  run(
    which: ModelAt & {
      readonly isRemote: boolean;
      readonly request: RunRequest;
      readonly after?: Promise<unknown>;
    },
  ): Begun;
  /** Measures a model by sending a request again and again. */
  benchmark(which: ModelAt & { readonly version?: string; readonly request: RunRequest }): Begun;
  /** Ends the run and the benchmark of a model, if there are any. */
  stop(which: ModelAt): void;
}
