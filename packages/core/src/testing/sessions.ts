import { openApp, type App } from "../app/open-app.ts";
import type { Facts } from "../app/state.ts";
import type { Recorded } from "../app/events.ts";
import type { EventStore } from "../history/event-store.port.ts";
import type { Ports } from "../app/app.port.ts";

/** What an app has shown at last, and the facts that were stored by then, up to the last one that it has heard of. */
export type Session = {
  readonly shown: Facts;
  readonly stored: readonly Recorded[];
  readonly heardSeq: number;
};

const running = new Set<() => void>();
let ended: readonly Session[] = [];

/** Opens an app, and notes what it shows in the end, to be compared with what its log adds up to. */
export function openSession(ports: Ports): App {
  const app = openApp(ports);
  if (app.state().local.isOutdated) return app; // what is stored is more than it can show
  let heardSeq = headOf(ports.store); // what it has recorded while it opened, nobody can have listened to
  app.recorded$.subscribe(({ seq }) => (heardSeq = seq));

  function end(): void {
    if (!running.delete(end)) return;
    const { facts, local } = app.state();
    if (facts.history.kind === "unkept" || local.isOutdated) return; // nor is it stored what is kept in memory for now
    const stored = ports.store.factsAfter(0, Number.MAX_SAFE_INTEGER);
    ended = [...ended, { shown: facts, stored, heardSeq }];
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

/** The sessions since this was asked last; those that go on end here. */
export function takeSessions(): readonly Session[] {
  for (const end of running) end();
  const taken = ended;
  ended = [];
  return taken;
}

const headOf = (store: EventStore): number => store.factsBefore(Number.MAX_SAFE_INTEGER, 1)[0]?.seq ?? 0;
