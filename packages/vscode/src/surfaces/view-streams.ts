import { clockScheduler, type App, type AppState, type Clock, type Recorded } from "@paddock/core";
import type { Json } from "@paddock/core/protocol";
import { dashboardView, eventRow, inspectorView, type EventRow } from "@paddock/core/views";
import type { createSelection } from "@paddock/core/actions";
import {
  auditTime,
  combineLatest,
  defer,
  interval,
  map,
  of,
  startWith,
  switchMap,
  throttleTime,
  type Observable,
} from "rxjs";
import type { PageViews } from "./page-panels.ts";

/** Words such as "2 min ago" and "4 min left" are renewed this often, and only while somebody looks. */
const TICK_MS = 5_000;
/** A page is told no more often than this. */
const PAGE_EVERY_MS = 50;
/** How much of what happened the inspector shows. */
const HISTORY = 500;
/** Milliseconds by which messages and menus follow the status bar, which must not wait for their drawing. */
const AFTERMATH_MS = 60;
/** VS Code redraws a tree only after 200 ms without a further change, so trees are changed less often than that. */
const TREE_EVERY_MS = 400;

/** What is to be shown, whenever it may have changed. */
export type ViewStreams = {
  of<View>(toView: (state: AppState, nowMs: number) => View): Observable<View>;
  /** The same, at a pace that VS Code's trees can keep: they wait for a pause in what they are told. */
  ofTree<View>(toView: (state: AppState, nowMs: number) => View): Observable<View>;
  /** The same, a moment later: for what must not hold up the status bar in the window. */
  ofAftermath<View>(toView: (state: AppState, nowMs: number) => View): Observable<View>;
  readonly pages: PageViews;
};

/** What views are made of, and when they are made anew. */
export type ViewStreamsOptions = {
  readonly app: App;
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  /** The model whose details somebody wants to see in the main panel. */
  readonly selected$: ReturnType<typeof createSelection>["selected$"];
};

/** The views of one window. */
export function createViewStreams({ app, clock, looking$, selected$ }: ViewStreamsOptions): ViewStreams {
  const scheduler = clockScheduler(clock);
  const tick$ = looking$.pipe(
    switchMap((looks) => (looks ? interval(TICK_MS, scheduler).pipe(startWith(undefined)) : of(undefined))),
  );
  const calmly = <Value>(value$: Observable<Value>, everyMs: number): Observable<Value> =>
    value$.pipe(throttleTime(everyMs, scheduler, { leading: true, trailing: true }));
  const viewOf = <View>(toView: (state: AppState, nowMs: number) => View): Observable<View> =>
    combineLatest([app.state$, tick$]).pipe(map(([state]) => toView(state, clock.now())));

  const dashboard$ = calmly(combineLatest([app.state$, selected$, tick$]), PAGE_EVERY_MS).pipe(
    map(([state, selected]): Json => dashboardView(state, clock.now(), selected)),
  );
  const inspector$ = calmly(
    combineLatest([app.state$, defer(() => app.history(HISTORY))]),
    PAGE_EVERY_MS,
  ).pipe(map(([state, history]): Json => inspectorView(state, history.map(rowOf), clock.now())));
  return {
    of: viewOf,
    ofAftermath: (toView) => viewOf(toView).pipe(auditTime(AFTERMATH_MS, scheduler)),
    ofTree: (toView) => calmly(viewOf(toView), TREE_EVERY_MS),
    pages: { dashboard: dashboard$, inspector: inspector$ },
  };
}

const rows = new WeakMap<Recorded, EventRow>();

/** An event's row is made once: events do not change. */
function rowOf(recorded: Recorded): EventRow {
  const known = rows.get(recorded) ?? eventRow(recorded);
  rows.set(recorded, known);
  return known;
}
