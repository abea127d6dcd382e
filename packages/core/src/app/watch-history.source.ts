import { defer, scan, startWith, type Observable } from "rxjs";
import type { Recorded } from "./events.ts";
import type { EventStore } from "../history/event-store.port.ts";

/** The last `most` of what happened, from before this session too, and whatever comes on top. */
export const watchHistory = (
  store: EventStore,
  recorded$: Observable<Recorded>,
  most: number,
): Observable<readonly Recorded[]> =>
  defer(() => {
    const before = store.factsBefore(Number.MAX_SAFE_INTEGER, most);
    return recorded$.pipe(
      scan((known, one) => [...known.slice(1 - most), one], before),
      startWith(before),
    );
  });
