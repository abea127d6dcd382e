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
  /** Which one of several machines it is, for an inspection. */
  readonly id?: string;
  readonly cues$?: Observable<EventFromLogic<Machine>>;
};

/** Subscribing sets a machine to work; it emits what the machine emits, and unsubscribing stops the machine. */
export const runMachine = <Machine extends AnyStateMachine>(
  machine: Machine,
  { input, clock, inspection, id, cues$ = EMPTY }: Running<Machine>,
): Observable<EmittedFrom<Machine>> =>
  new Observable((subscriber) => {
    const actor = createActor(machine, { input, clock });
    actor.on("*", (emitted) => subscriber.next(emitted));
    actor.subscribe({
      complete: () => subscriber.complete(),
      error: (error: unknown) => subscriber.error(error),
    });
    const cues = cues$.subscribe((cue) => actor.send(cue));
    const endInspection = inspection.add(actor, { machine: machine.id, ...(id !== undefined && { id }) });
    actor.start();
    return () => {
      cues.unsubscribe();
      actor.stop();
      endInspection();
    };
  });
