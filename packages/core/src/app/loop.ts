import { filter, type Observable } from "rxjs";
import type { Decision } from "../shared/decision.ts";
import type { AppState } from "./state.ts";
import type { AppEvent } from "./events.ts";
import type { Inspection } from "./inspection.ts";

/** The log as machines and sources see it, and the inspection of the machines. */
export type Loop = {
  readonly state: () => AppState;
  readonly state$: Observable<AppState>;
  readonly events$: Observable<AppEvent>;
  /** The number of the last event that the state includes. */
  readonly seq: () => number;
  readonly decide: (rule: (state: AppState) => Decision<AppEvent>) => Promise<Decision<AppEvent>>;
  readonly inspection: Inspection;
};

export const ofType = <Type extends AppEvent["type"]>(
  events$: Observable<AppEvent>,
  ...types: readonly Type[]
): Observable<Extract<AppEvent, { readonly type: Type }>> =>
  events$.pipe(
    filter((event): event is Extract<AppEvent, { readonly type: Type }> =>
      types.some((type) => type === event.type),
    ),
  );
