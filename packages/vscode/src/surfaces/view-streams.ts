import {
  clockScheduler,
  isSameJson,
  type App,
  type AppState,
  type Clock,
  type ShownActivity,
  type ShownApi,
  type ShownDisk,
  type ShownDoctor,
  type ShownLog,
  type ShownTries,
  type ShownSearch,
  type VariablePlace,
} from "@paddock/core";
import type { Json } from "@paddock/core/protocol";
import { dashboardView, inspectorView, type ReadStore, type ShownInspector } from "@paddock/core/views";
import type { createSelection, DashboardPart, OpenedPart } from "@paddock/core/actions";
import {
  auditTime,
  combineLatest,
  distinctUntilChanged,
  filter,
  interval,
  map,
  merge,
  of,
  startWith,
  switchMap,
  throttleTime,
  type Observable,
} from "rxjs";
import type { PageViews } from "./page-panels.ts";

/** Texts such as "2 min ago" and "4 min left" are updated this often, and only while a view is visible. */
const TICK_MS = 5_000;
/** A page gets updates at most this often. */
const PAGE_EVERY_MS = 50;
/** Messages and menus are updated this much later than the status bar, so that it is drawn first. */
const DELAY_MS = 60;
/** VS Code redraws a tree only after 200 ms without another change, so trees are changed less often than that. */
const TREE_EVERY_MS = 400;

/** Streams of views, one for each pace at which a surface can be updated. */
export type ViewStreams = {
  of<View>(toView: (state: AppState, nowMs: number) => View): Observable<View>;
  /** Emits when trees may differ, throttled for VS Code, which redraws one only after a pause between changes. */
  readonly trees$: Observable<unknown>;
  /** Slightly delayed, so that the status bar is drawn first. */
  ofDelayed<View>(toView: (state: AppState, nowMs: number) => View): Observable<View>;
  readonly pages: PageViews;
};

/** What views are computed from, and when they are computed again. */
type ViewStreamsOptions = {
  readonly app: App;
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  /** The tab of the main panel that is visible. */
  readonly visiblePart$: Observable<string | undefined>;
  /** The model whose details the main panel shows. */
  readonly selected$: ReturnType<typeof createSelection>["selected$"];
  /** The log that its Service tab follows. */
  readonly log$: Observable<ShownLog>;
  /** What its Activity tab shows; `null` while it is not shown. */
  readonly activity$: Observable<ShownActivity | null>;
  /** What is tried in it. */
  readonly tries$: Observable<ShownTries>;
  /** The search of its Downloads tab. */
  readonly search$: Observable<ShownSearch>;
  /** What its Disk tab shows. */
  readonly disk$: Observable<ShownDisk>;
  /** What the models folder holds, while its Models tab shows the layers of a model. */
  readonly store$: Observable<ReadStore | null>;
  /** Where variables are set, while its Service tab is shown. */
  readonly places$: Observable<readonly VariablePlace[]>;
  /** What its API tab knows; `null` while it is not shown. */
  readonly api$: Observable<ShownApi | null>;
  /** What its Doctor tab shows. */
  readonly doctor$: Observable<ShownDoctor>;
  /** The tab that an action has opened last. */
  readonly opened$: Observable<OpenedPart | null>;
  /** What the state inspector shows. */
  readonly inspected$: Observable<ShownInspector>;
};

export function createViewStreams({
  app,
  clock,
  looking$,
  visiblePart$,
  selected$,
  log$,
  activity$,
  tries$,
  search$,
  disk$,
  store$,
  places$,
  api$,
  doctor$,
  opened$,
  inspected$,
}: ViewStreamsOptions): ViewStreams {
  const scheduler = clockScheduler(clock);
  const tick$ = looking$.pipe(
    switchMap((looks) => (looks ? interval(TICK_MS, scheduler).pipe(startWith(undefined)) : of(undefined))),
  );
  const throttled = <Value>(value$: Observable<Value>, everyMs: number): Observable<Value> =>
    value$.pipe(throttleTime(everyMs, scheduler, { leading: true, trailing: true }));
  const moments$ = combineLatest([app.state$, tick$]);
  const viewOf = <View>(
    toView: (state: AppState, nowMs: number) => View,
    when$: typeof moments$ = moments$,
  ): Observable<View> =>
    when$.pipe(
      map(([state]) => toView(state, clock.now())),
      distinctUntilChanged(isSameJson), // each view that is shown again costs VS Code more than us
    );

  // A new panel says which tab it shows only once its first view is painted.
  const visible$ = visiblePart$.pipe(
    map((visible) => ({
      isPainted: visible !== undefined,
      isShown: (part: DashboardPart): boolean => part === (visible ?? "models"),
    })),
  );
  const tabs$ = combineLatest({
    chosen: selected$,
    log: log$,
    activity: activity$,
    tries: tries$,
    search: search$,
    disk: disk$,
    store: store$,
    places: places$,
    api: api$,
    doctor: doctor$,
    opened: opened$,
  });
  const dashboard$ = throttled(combineLatest([app.state$, visible$, tabs$, tick$]), PAGE_EVERY_MS).pipe(
    map(([state, visible, tabs]): Json => dashboardView(state, clock.now(), { ...visible, ...tabs })),
  );
  const inspector$ = throttled(
    combineLatest([app.state$, inspected$, tick$]).pipe(filter(([, { kind }]) => kind !== "closed")),
    PAGE_EVERY_MS,
  ).pipe(map(([state, shown]): Json => inspectorView(state, shown, clock.now())));
  return {
    of: viewOf,
    ofDelayed: (toView) => viewOf(toView, moments$.pipe(auditTime(DELAY_MS, scheduler))),
    trees$: throttled(merge(app.state$, tick$), TREE_EVERY_MS),
    pages: { dashboard: dashboard$, inspector: inspector$ },
  };
}
