import { BehaviorSubject, combineLatest, map, of, switchMap, type Observable } from "rxjs";
import type { AppState } from "../app/state.ts";
import type { ShownLog } from "../service-log/shown-log.ts";
import type { Clock } from "../shared/clock.port.ts";
import { noHistory } from "./memory-history.ts";
import type { ShownActivity } from "./shown-activity.ts";
import { watchMemory } from "./watch-memory.source.ts";

type ActivityOptions = {
  readonly state$: Observable<AppState>;
  readonly log$: Observable<ShownLog>;
  readonly looking$: Observable<boolean>;
  /** Whether the Activity tab of this window is shown. */
  readonly shown$: Observable<boolean>;
  readonly clock: Pick<Clock, "now">;
};

/** What the Activity tab shows, `null` while it is not shown. What is in memory is kept as long as the window is open. */
export function watchActivity({ state$, log$, looking$, shown$, clock }: ActivityOptions) {
  const memory$ = new BehaviorSubject(noHistory);
  const watching = watchMemory(state$, looking$, clock).subscribe(memory$);
  const activity$: Observable<ShownActivity | null> = shown$.pipe(
    switchMap((isShown) =>
      isShown ? combineLatest([log$, memory$]).pipe(map(([log, memory]) => ({ log, memory }))) : of(null),
    ),
  );
  return { activity$, close: () => watching.unsubscribe() };
}
