import { Subscription, type SchedulerAction, type SchedulerLike } from "rxjs";
import type { Clock } from "./clock.port.ts";

/** An RxJS scheduler on the clock that the machines use too, so that one test clock moves both. */
export const clockScheduler = (clock: Clock): SchedulerLike => ({
  now: () => clock.now(),
  schedule: <State>(work: Work<State>, delayMs: number, state?: State): Subscription =>
    new ClockAction(clock, work).schedule(state, delayMs),
});

// RxJS passes the state to work that was scheduled with one; its scheduler types cannot express that.
type Work<State> = (this: SchedulerAction<State>, state: State | undefined) => void;

class ClockAction<State> extends Subscription implements SchedulerAction<State> {
  readonly #clock: Clock;
  readonly #work: Work<State>;
  #timer: unknown;

  constructor(clock: Clock, work: Work<State>) {
    super();
    this.#clock = clock;
    this.#work = work;
    this.add(() => clock.clearTimeout(this.#timer));
  }

  /** Runs the work once, after `delayMs`; repeated work schedules itself again. */
  schedule(state?: State, delayMs = 0): Subscription {
    if (this.closed) return this;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.#work(state), delayMs);
    return this;
  }
}
