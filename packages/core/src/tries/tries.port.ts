import type { Observable } from "rxjs";
import type { HostId } from "../hosts/host.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Outcome } from "../shared/outcome.ts";
import type { RunRequest } from "./run-request.ts";
import type { ShownTries } from "./tries.ts";

type Tried = { readonly host: HostId; readonly model: ModelName };

/** What is tried in a window. It ends with the window, and nothing of it is stored but its figures (`try.measured`). */
export interface Tries {
  readonly tries$: Observable<ShownTries>;
  /** Sends a request and follows its answer; `undefined` while the model answers another one of this window. */
  run(
    tried: Tried & { readonly isRemote: boolean; readonly request: RunRequest },
  ): Promise<Outcome> | undefined;
  /** Ends the run of a model, if there is one. */
  stop(tried: Tried): void;
}
