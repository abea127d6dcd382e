import { EMPTY, Observable } from "rxjs";
import {
  createActor,
  type AnyStateMachine,
  type EmittedFrom,
  type EventFromLogic,
  type InputFrom,
} from "xstate";
import type { Clock } from "../shared/clock.port.ts";
import type { Inspection } from "./inspection.ts";

type Running<Machine extends AnyStateMachine> = {
  readonly input: InputFrom<Machine>;
  readonly clock: Clock;
  readonly inspection: Inspection;
  /** For the inspector: identifies one of several machines. */
  readonly id?: string;
  readonly events$?: Observable<EventFromLogic<Machine>>;
};

/** Subscribing starts a machine and emits what it emits; unsubscribing stops it. */
export const runMachine = <Machine extends AnyStateMachine>(
  machine: Machine,
  { input, clock, inspection, id, events$ = EMPTY }: Running<Machine>,
): Observable<EmittedFrom<Machine>> =>
  new Observable((subscriber) => {
    const actor = createActor(machine, { input, clock });
    actor.on("*", (emitted) => subscriber.next(emitted));
    actor.subscribe({
      complete: () => subscriber.complete(),
      error: (error: unknown) => subscriber.error(error),
    });
    const sending = events$.subscribe((event) => actor.send(event));
    const endInspection = inspection.add(actor, { machine: machine.id, ...(id !== undefined && { id }) });
    actor.start();
    return () => {
      sending.unsubscribe();
      actor.stop();
      endInspection();
    };
  });
