import {
  catchError,
  defer,
  EMPTY,
  expand,
  finalize,
  map,
  merge,
  of,
  shareReplay,
  startWith,
  Subject,
  switchMap,
  tap,
  throwError,
  timer,
  type Observable,
} from "rxjs";
import type { Recorded } from "../app/events.ts";
import type { EventStore, RecordedHistory } from "../history/event-store.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { isStoreFailure, toFailure } from "../shared/failure.ts";
import type { Clock } from "../shared/clock.port.ts";
import { collectEvents } from "./collect-events.action.ts";
import { EVERYTHING, type TimelineFilter } from "./entry.ts";
import { createInspectedHistory, type InspectedHistory } from "./inspected-history.action.ts";
import type { Inspector, OpenedReport } from "./inspector.port.ts";
import type { ShownInspector } from "./shown-inspector.view.ts";
import type { MachineNews } from "./machine-news.ts";
import { evolveMachines, unobserved, type MachinePaths } from "./machine-paths.ts";
import type { RequestLog } from "./request-log.port.ts";

type InspectorOptions = {
  readonly app: {
    readonly history: RecordedHistory & Pick<EventStore, "bytes">;
    readonly recorded$: Observable<Recorded>;
    readonly inspection: { readonly machines$: Observable<MachineNews> };
  };
  readonly requests: RequestLog;
  readonly clock: Clock;
  /** Whether the inspector of this window is shown. */
  readonly shown$: Observable<boolean>;
};

/** Between two parts of a history that is read, so that the window stays responsive. */
const PAUSE_MS = 1;

/** What a person has chosen to see. */
type Place = {
  readonly report?: OpenedReport;
  readonly filter: TimelineFilter;
  readonly firstRow?: number;
  readonly seq?: number | undefined;
};

/** What the inspector of a window shows, and what a person does in it. Nothing is read or kept while it is hidden. */
export function createInspector({ app, requests, clock, shown$ }: InspectorOptions): {
  readonly inspector: Inspector;
  readonly inspected$: Observable<ShownInspector>;
} {
  const source$ = new Subject<void>();
  const moved$ = new Subject<void>();
  let place: Place = { filter: EVERYTHING };
  let machines: MachinePaths = [];
  let open: InspectedHistory | undefined;

  function move(to: Place): void {
    place = to;
    moved$.next();
  }

  const live$ = (history: InspectedHistory): Observable<unknown> =>
    merge(
      app.recorded$.pipe(tap((recorded) => history.add(recorded))),
      app.inspection.machines$.pipe(tap((news) => (machines = evolveMachines(machines, news, clock.now())))),
      requests.changed$,
    );

  const inspect$ = defer(() => {
    const { report, filter } = place;
    const history = createInspectedHistory(report?.history ?? app.history, filter);
    open = history;
    machines = unobserved(machines);
    const bytes = report ? 0 : app.history.bytes();
    return merge(readAll(history, clock), report ? EMPTY : live$(history), moved$).pipe(
      map(() => shownOf(history, place, { bytes, machines, requests })),
    );
  }).pipe(
    catchError(toFailed),
    finalize(() => (open = undefined)),
  );

  const source = (report?: OpenedReport): void => {
    place = { filter: place.filter, ...(report && { report }) };
    source$.next();
  };
  const inspector: Inspector = {
    filter(filter) {
      open?.filter(filter);
      const { firstRow: _from, ...others } = place;
      move({ ...others, filter });
    },
    scroll: (firstRow) => move({ ...place, firstRow }),
    go(destination) {
      const { firstRow: _from, ...others } = place;
      move({ ...others, seq: open?.goTo(destination, place.seq) });
    },
    events: (which) =>
      collectEvents(place.report?.history ?? app.history, { which, clock, open, chosen: place.seq }),
    openReport: source,
    closeReport: () => source(),
  };
  return {
    inspector,
    inspected$: shown$.pipe(
      switchMap((isShown) =>
        isShown
          ? source$.pipe(
              startWith(undefined),
              switchMap(() => inspect$),
            )
          : of<ShownInspector>({ kind: "closed" }),
      ),
      shareReplay({ bufferSize: 1, refCount: true }),
    ),
  };
}

/** Emits after each part that was read. */
const readAll = (history: InspectedHistory, clock: Clock): Observable<unknown> =>
  defer(() => of(history.read())).pipe(
    expand(() =>
      history.isWhole() ? EMPTY : timer(PAUSE_MS, clockScheduler(clock)).pipe(map(() => history.read())),
    ),
  );

type Besides = {
  readonly bytes: number;
  readonly machines: MachinePaths;
  readonly requests: RequestLog;
};

function shownOf(
  history: InspectedHistory,
  { report, filter, firstRow, seq }: Place,
  { bytes, machines, requests }: Besides,
): ShownInspector {
  return {
    kind: "open",
    ...(report && { report }),
    isReading: !history.isWhole(),
    filter,
    timeline: history.timeline(),
    facts: history.facts(),
    last: history.last(),
    bytes,
    readingsCount: history.readings().length,
    ...(firstRow !== undefined && { firstRow }),
    ...(seq !== undefined && { chosen: history.chosen(seq) }),
    machines: report ? [] : machines,
    requests: report ? [] : requests.recent(),
  };
}

/** A history that cannot be read is said; anything else is a bug. */
function toFailed(error: unknown): Observable<ShownInspector> {
  const failure = toFailure(error);
  return isStoreFailure(failure) ? of({ kind: "failed", failure }) : throwError(() => error);
}
