import { Observable, type Subscription } from "rxjs";

/** The work for each item of a list. */
type Work<Item, Event> = {
  /** What the work of an item depends on, compared by identity. */
  readonly keyOf: (item: Item) => unknown;
  /** Emitted before the work for new items begins; `isBegun` tells whether that for an item goes on. */
  readonly announce: (items: readonly Item[], isBegun: (item: Item) => boolean) => readonly Event[];
  readonly run: (item: Item, items: readonly Item[]) => Observable<Event>;
};

/**
 * Runs work for each item of the last list. The work for an item goes on for as long as its key is in the list, whatever
 * happens to the others; work for items that are gone ends before that for new ones begins.
 */
export const runWhileListed = <Item, Event>(
  items$: Observable<readonly Item[]>,
  { keyOf, announce, run }: Work<Item, Event>,
): Observable<Event> =>
  new Observable((subscriber) => {
    const running = new Map<unknown, Subscription>();
    const error = (thrown: unknown): void => subscriber.error(thrown);
    const next = (event: Event): void => subscriber.next(event);

    function runAll(items: readonly Item[]): void {
      const keys = new Set(items.map(keyOf));
      for (const [key, work] of running)
        if (!keys.has(key)) {
          running.delete(key);
          work.unsubscribe();
        }
      for (const event of announce(items, (item) => running.has(keyOf(item)))) next(event);
      for (const item of items)
        if (!running.has(keyOf(item))) running.set(keyOf(item), run(item, items).subscribe({ next, error }));
    }

    subscriber.add(() => {
      for (const work of running.values()) work.unsubscribe();
    });
    subscriber.add(items$.subscribe({ next: runAll, error }));
  });
