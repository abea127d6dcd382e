import { BehaviorSubject, Subject, Subscription, type Observable } from "rxjs";
import { withNewest } from "./tries.ts";

type Stop = { readonly type: "stop" };

/** What goes on with models in this window: one thing at a time with each. */
export type Ongoing<Value> = {
  /** How each of them is, or was at its end. */
  readonly each$: BehaviorSubject<ReadonlyMap<string, Value>>;
  /** Follows work, which must not fail, to its end; resolves with how it was then, also if the window closes earlier. */
  follow(key: string, first: Value, work: (stop$: Observable<Stop>) => Observable<Value>): Promise<Value>;
  stop(key: string): void;
  close(): void;
};

export function openOngoing<Value>(): Ongoing<Value> {
  const each$ = new BehaviorSubject<ReadonlyMap<string, Value>>(new Map());
  const stops = new Map<string, Subject<Stop>>();
  const open = new Subscription();
  return {
    each$,
    follow: (key, first, work) =>
      new Promise((resolve) => {
        let last = first;
        const note = (next: Value): void => each$.next(withNewest(each$.value, key, (last = next)));
        const stop$ = new Subject<Stop>();
        stops.set(key, stop$);
        note(first);
        const working = work(stop$).subscribe({ next: note });
        open.add(working);
        working.add(() => {
          if (stops.get(key) === stop$) stops.delete(key);
          resolve(last);
        });
      }),
    stop: (key) => stops.get(key)?.next({ type: "stop" }),
    close: () => open.unsubscribe(),
  };
}
