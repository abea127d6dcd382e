import { defer, from, merge, mergeMap, Observable, Subject } from "rxjs";
import type { Actor, AnyStateMachine, AnyStateNode } from "xstate";
import type { HostId } from "../hosts/host.ts";
import type { ChartState, MachineName, MachineNews } from "../inspector/machine-news.ts";

/** Makes the running machines of this window observable. */
export type Inspection = {
  /** The state of each machine, including machines that start later, then every transition. Free while unsubscribed. */
  readonly machines$: Observable<MachineNews>;
  /** Adds a machine that is about to start. Call the returned function when it has ended. */
  readonly add: (actor: Actor<AnyStateMachine>, name: MachineName) => () => void;
};

export function createInspection(): Inspection {
  const running = new Set<Observable<MachineNews>>();
  const added$ = new Subject<Observable<MachineNews>>();
  return {
    machines$: defer(() => merge(from([...running]), added$)).pipe(mergeMap((news$) => news$)),
    add(actor, name) {
      const news$ = newsOf(actor, name);
      running.add(news$);
      added$.next(news$);
      return () => running.delete(news$);
    },
  };
}

/** For the machines that work for one host. */
export const inspectionAt = (inspection: Inspection, host: HostId): Inspection => ({
  ...inspection,
  add: (actor, name) => inspection.add(actor, { ...name, host }),
});

const newsOf = (actor: Actor<AnyStateMachine>, name: MachineName): Observable<MachineNews> =>
  new Observable((subscriber) => {
    let state = stateOf(actor);
    const end = (): void => {
      subscriber.next({ ...name, kind: "ended" });
      subscriber.complete();
    };
    subscriber.next({ ...name, kind: "found", state, chart: chartOf(actor.logic.root) });
    const inspection = actor.system.inspect((inspected) => {
      if (inspected.type !== "@xstate.snapshot" || inspected.actorRef !== actor) return;
      if (inspected.event.type === "xstate.init") return; // this state was already emitted as `found`
      const { status } = inspected.snapshot;
      const to = stateOf(actor);
      if (status !== "stopped")
        subscriber.next({ ...name, kind: "moved", from: state, to, event: inspected.event.type });
      state = to;
      if (status !== "active") end();
    });
    const errorSubscription = actor.subscribe({ error: end });
    return () => {
      inspection.unsubscribe();
      errorSubscription.unsubscribe();
    };
  });

const stateOf = (actor: Actor<AnyStateMachine>): string => pathOf(actor.getSnapshot().value);

/** The path of a nested state, such as `working.starting`. */
const pathOf = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([state, inner]) => `${state}.${pathOf(inner)}`)
        .join(" ")
    : String(value);

/** The states of a machine, as it declares them. */
const chartOf = ({ states, initial }: AnyStateNode): readonly ChartState[] =>
  Object.values(states).map((node) => ({
    name: node.key,
    path: node.path.join("."),
    description: node.description ?? "",
    isInitial: initial.target.includes(node),
    isFinal: node.type === "final",
    moves: [...node.transitions.values()].flat().map(({ eventType, target = [] }) => ({
      event: String(eventType),
      to: target.map(({ path }) => path.join(".")),
    })),
    states: chartOf(node),
  }));
