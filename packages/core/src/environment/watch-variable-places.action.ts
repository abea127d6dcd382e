import { BehaviorSubject, distinctUntilChanged, map, type Observable } from "rxjs";
import { hostFacts, hostOf, type AppState } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import { runOf } from "../service/service.ts";
import type { ActionContext } from "../ui/action.ts";
import type { VariablePlace } from "./variable-place.ts";
import type { FindVariablePlaces } from "./variable-places.port.ts";
import { whileShown } from "../shared/while-shown.source.ts";

type PlacesOptions = {
  readonly app: Pick<ActionContext["app"], "state" | "state$">;
  readonly placesOf: (host: HostId) => FindVariablePlaces | undefined;
  /** Whether a view of this window shows the variables. */
  readonly shown$: Observable<boolean>;
};

/** Where the variables of the shown host are set, read anew for each run and owner while a view shows them. */
export function watchVariablePlaces({ app, placesOf, shown$ }: PlacesOptions) {
  const places$ = new BehaviorSubject<readonly VariablePlace[]>([]);
  const find = async (): Promise<readonly VariablePlace[]> => {
    const state = app.state();
    const host = hostOf(state);
    const placesHere = host === undefined ? undefined : placesOf(host);
    return (await placesHere?.(hostFacts(state).service.owner)) ?? [];
  };
  const subscription = whileShown<readonly VariablePlace[]>({
    shown$,
    fresh$: app.state$.pipe(map(whatChangesThem), distinctUntilChanged()),
    look: find,
    failed: () => [],
    closed: [],
    waiting: [],
  }).subscribe(places$);
  return { places$, close: () => subscription.unsubscribe() };
}

function whatChangesThem(state: AppState): string {
  const { service } = hostFacts(state);
  return JSON.stringify([hostOf(state), service.owner, runOf(service)]);
}
