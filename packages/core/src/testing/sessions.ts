import { openApp, type App } from "../app/open-app.ts";
import type { Facts } from "../app/state.ts";
import type { Recorded } from "../app/events.ts";
import type { EventStore, Snapshot } from "../history/event-store.port.ts";
import type { Ports } from "../app/app.port.ts";

/**
 * The last facts that an app showed, and the facts that were stored by then. `heardSeq` is the last event it received.
 */
export type Session = {
  readonly shown: Facts;
  readonly stored: readonly Recorded[];
  /** The state with which the store was started anew, if it was. */
  readonly restored?: Snapshot;
  readonly heardSeq: number;
};

const running = new Set<() => void>();
let ended: readonly Session[] = [];

/** Opens an app and remembers what it shows at its end, so that a test can compare it with the stored events. */
export function openSession(ports: Ports): App {
  const app = openApp(ports);
  if (app.state().local.isOutdated) return app; // the store has events that this app cannot show
  let heardSeq = headOf(ports.store); // `recorded$` has not emitted what was recorded during opening
  app.recorded$.subscribe(({ seq }) => (heardSeq = seq));

  function end(): void {
    if (!running.delete(end)) return;
    const { facts, local } = app.state();
    if (facts.history.kind === "unkept" || local.isOutdated) return; // a history in memory is not stored either
    const stored = ports.store.factsAfter(0, Number.MAX_SAFE_INTEGER);
    const { snapshot } = ports.store.load();
    const isRestored = snapshot !== undefined && stored.every(({ seq }) => seq > snapshot.seq);
    ended = [...ended, { shown: facts, stored, heardSeq, ...(isRestored && { restored: snapshot }) }];
  }

  running.add(end);
  return {
    ...app,
    close() {
      end();
      app.close();
    },
  };
}

/** The sessions since the last call. Sessions that are still open are recorded as they are now. */
export function takeSessions(): readonly Session[] {
  for (const end of running) end();
  const taken = ended;
  ended = [];
  return taken;
}

const headOf = (store: EventStore): number => store.factsBefore(Number.MAX_SAFE_INTEGER, 1)[0]?.seq ?? 0;
