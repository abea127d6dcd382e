import { Subscription, type SchedulerAction, type SchedulerLike } from "rxjs";
import type { Clock } from "./clock.port.ts";

/** RxJS's own `timer`, `throttleTime` and the like, by the clock that machines keep too: one test clock moves both. */
export const clockScheduler = (clock: Clock): SchedulerLike => ({
  now: () => clock.now(),
  schedule: <State>(work: Work<State>, delayMs: number, state?: State): Subscription =>
    new ClockAction(clock, work).schedule(state, delayMs),
});

// RxJS promises a state to those that give one; its types of schedulers cannot say so.
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

  /** Does the work once, `delayMs` from now; a repetition schedules itself again. */
  schedule(state?: State, delayMs = 0): Subscription {
    if (this.closed) return this;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.#work(state), delayMs);
    return this;
  }
}
