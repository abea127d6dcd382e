import { defer, from, merge, mergeMap, Observable, Subject } from "rxjs";
import type { Actor, AnyStateMachine } from "xstate";

/** What a machine does, for whoever looks into it. */
export type MachineNews = MachineName &
  (
    | { readonly kind: "found"; readonly state: string }
    /** It has taken in an event; `from` and `to` may be the same. */
    | { readonly kind: "moved"; readonly from: string; readonly to: string; readonly event: string }
    /** It has come to its end, or was stopped. */
    | { readonly kind: "ended" }
  );

/** Which machine it is, as `service`; where there are several of them, the `id` of what each of them carries. */
export type MachineName = { readonly machine: string; readonly id?: string };

/** Lets the machines of this window be looked into, while they run. */
export type Inspection = {
  /** The state of each machine, those that begin later included, and then every transition. Costs nothing unseen. */
  readonly machines$: Observable<MachineNews>;
  /** Adds a machine that is about to run; call what it returns once it has ended. */
  readonly add: (actor: Actor<AnyStateMachine>, name: MachineName) => () => void;
};

/** No machine runs yet. */
export function createInspection(): Inspection {
  const running = new Set<Observable<MachineNews>>();
  const begun$ = new Subject<Observable<MachineNews>>();
  return {
    machines$: defer(() => merge(from([...running]), begun$)).pipe(mergeMap((news$) => news$)),
    add(actor, name) {
      const news$ = newsOf(actor, name);
      running.add(news$);
      begun$.next(news$);
      return () => running.delete(news$);
    },
  };
}

const newsOf = (actor: Actor<AnyStateMachine>, name: MachineName): Observable<MachineNews> =>
  new Observable((subscriber) => {
    let state = stateOf(actor);
    const end = (): void => {
      subscriber.next({ ...name, kind: "ended" });
      subscriber.complete();
    };
    subscriber.next({ ...name, kind: "found", state });
    const inspecting = actor.system.inspect((seen) => {
      if (seen.type !== "@xstate.snapshot" || seen.actorRef !== actor) return;
      if (seen.event.type === "xstate.init") return; // in this state it was found
      const { status } = seen.snapshot;
      const to = stateOf(actor);
      if (status !== "stopped")
        subscriber.next({ ...name, kind: "moved", from: state, to, event: seen.event.type });
      state = to;
      if (status !== "active") end();
    });
    const failing = actor.subscribe({ error: end });
    return () => {
      inspecting.unsubscribe();
      failing.unsubscribe();
    };
  });

const stateOf = (actor: Actor<AnyStateMachine>): string => pathOf(actor.getSnapshot().value);

/** A state within others, as `working.starting`. */
const pathOf = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([state, inner]) => `${state}.${pathOf(inner)}`)
        .join(" ")
    : String(value);
