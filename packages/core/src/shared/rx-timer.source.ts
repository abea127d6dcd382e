import { Observable } from "rxjs";
import type { Clock } from "./clock.port.ts";

/** Emits and completes once `ms` have passed, by the clock that the machines keep too, so one test clock moves both. */
export const after = (clock: Clock, ms: number): Observable<void> =>
  new Observable((subscriber) => {
    const timer = clock.setTimeout(() => {
      subscriber.next();
      subscriber.complete();
    }, ms);
    return () => clock.clearTimeout(timer);
  });

/** Emits every `ms`, the first time after `ms`. */
export const every = (clock: Clock, ms: number): Observable<void> =>
  new Observable((subscriber) => {
    let timer: unknown;
    const wait = (): void => {
      timer = clock.setTimeout(() => {
        wait();
        subscriber.next();
      }, ms);
    };
    wait();
    return () => clock.clearTimeout(timer);
  });
