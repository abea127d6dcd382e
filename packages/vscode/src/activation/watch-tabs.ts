import {
  createTries,
  hostOf,
  isSameJson,
  type App,
  type Clock,
  type Logger,
  type ShownApi,
} from "@paddock/core";
import { networkAddresses } from "@paddock/core/adapters";
import {
  createModelFinder,
  createServiceLog,
  describeShown,
  watchActivity,
  watchDisk,
  watchStore,
  watchVariablePlaces,
  watchDoctor,
  type OpenedPart,
  type createOllamaFiles,
} from "@paddock/core/actions";
import { BehaviorSubject, defer, distinctUntilChanged, map, of, switchMap, type Observable } from "rxjs";
import type { createViewStreams } from "../surfaces/view-streams.ts";
import type { createActions } from "./create-actions.ts";
import type { WindowPorts } from "./ports.ts";
import type { createSearches } from "./search-places.ts";

type TabsOptions = {
  readonly app: App;
  readonly clock: Clock;
  readonly ports: Pick<WindowPorts, "hostPorts" | "looking$">;
  readonly files: ReturnType<typeof createOllamaFiles>;
  readonly searches: ReturnType<typeof createSearches>;
  readonly logger: Logger;
  readonly visiblePart$: Observable<string | undefined>;
};

/** The tabs' own data for views and actions. */
type Tabs = {
  readonly views: Pick<
    Parameters<typeof createViewStreams>[0],
    | "log$"
    | "activity$"
    | "tries$"
    | "search$"
    | "disk$"
    | "store$"
    | "places$"
    | "api$"
    | "doctor$"
    | "opened$"
  >;
  readonly forActions: Pick<
    Parameters<typeof createActions>[0],
    "servedRequests" | "tries" | "finder" | "disk" | "doctor" | "openPart"
  >;
  dispose(): void;
};

/** What the tabs of the main panel show beside the state; each is only read and followed while its tab is visible. */
export function watchTabs({ app, clock, ports, files, searches, logger, visiblePart$ }: TabsOptions): Tabs {
  const isShown = (...parts: readonly string[]): Observable<boolean> =>
    visiblePart$.pipe(
      map((part) => part !== undefined && parts.includes(part)),
      distinctUntilChanged(),
    );
  const serviceLog = createServiceLog({
    app,
    clock,
    logOf: (host, owner) => ports.hostPorts(host)?.logOf(owner),
    askedOf: (host) => ports.hostPorts(host)?.asked,
    looking$: ports.looking$,
    shown$: isShown("service", "activity", "doctor"),
  });
  const activity = watchActivity({
    state$: app.state$,
    clock,
    log$: serviceLog.log$,
    looking$: ports.looking$,
    shown$: isShown("activity"),
  });
  const disk = watchDisk({ app, files, clock, shown$: isShown("disk") });
  const describing = describeShown(app, isShown("models"));
  const store = watchStore({ app, files, clock, shown$: isShown("models", "service", "doctor"), logger });
  const places = watchVariablePlaces({
    app,
    placesOf: (host) => ports.hostPorts(host)?.variablePlaces,
    shown$: isShown("service"),
  });
  const doctor = watchDoctor({
    app,
    clock,
    machineOf: (host) => ports.hostPorts(host)?.machine,
    log: () => serviceLog.log$.value,
    shown$: isShown("doctor"),
  });
  const opened$ = new BehaviorSubject<OpenedPart | null>(null);
  const tries = createTries({ clock, hostPorts: ports.hostPorts, app });
  const finder = createModelFinder(searches);
  return {
    views: {
      log$: serviceLog.log$,
      activity$: activity.activity$,
      tries$: tries.tries$,
      search$: finder.found$,
      disk$: disk.disk$,
      store$: store.store$,
      places$: places.places$,
      api$: isShown("api").pipe(switchMap((shown) => (shown ? watchApi(app, ports) : of(null)))),
      doctor$: doctor.doctor$,
      opened$,
    },
    forActions: {
      servedRequests: serviceLog.requests,
      tries,
      finder,
      disk: disk.disk,
      doctor: doctor.doctor,
      openPart: (part) => opened$.next({ part, number: clock.now() }),
    },
    dispose() {
      for (const tab of [serviceLog, activity, disk, store, places, doctor, tries, finder]) tab.close();
      describing.unsubscribe();
    },
  };
}

/** What is sent to the shown host besides; each new target of a host comes with its own ports. */
const watchApi = (app: App, ports: TabsOptions["ports"]): Observable<ShownApi> =>
  defer(() => {
    const addresses = networkAddresses();
    return app.state$.pipe(
      map((state): ShownApi => {
        const host = hostOf(state);
        const headerNames = (host === undefined ? undefined : ports.hostPorts(host)?.headerNames) ?? [];
        return { headerNames, networkAddresses: addresses };
      }),
      distinctUntilChanged(isSameJson),
    );
  });
