import type { Json } from "../../json.ts";
import type { Route } from "./faults.ts";

/** A request as it came, with its body parsed where it is JSON. */
export type SeenRequest = {
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: Json | undefined;
};

/** A request that has been answered, for a log. */
export type AnsweredRequest = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly tookMs: number;
  readonly remoteAddress: string;
  /** What was sent with it, where that is JSON. */
  readonly body: Json | undefined;
};

/** What has been asked so far: counts, the most at once, and the last of each route. */
export interface RequestLog {
  readonly counts: ReadonlyMap<Route, number>;
  count(route?: Route): number;
  mostInFlight(route?: Route): number;
  last(route: Route): SeenRequest | undefined;
  /** Notes that a request begins; the answer is to be called when it is over. */
  begin(route: Route): () => void;
  see(request: SeenRequest): void;
  forget(): void;
}

/** Starts with nothing seen. */
export function createRequestLog(): RequestLog {
  const counts = new Map<Route, number>();
  const inFlight = new Map<Route | "all", number>();
  const most = new Map<Route | "all", number>();
  const last = new Map<Route, SeenRequest>();

  const shift = (key: Route | "all", by: number): void => {
    const now = (inFlight.get(key) ?? 0) + by;
    inFlight.set(key, now);
    most.set(key, Math.max(most.get(key) ?? 0, now));
  };

  return {
    counts,
    count: (route) =>
      route === undefined ? [...counts.values()].reduce((sum, n) => sum + n, 0) : (counts.get(route) ?? 0),
    mostInFlight: (route) => most.get(route ?? "all") ?? 0,
    last: (route) => last.get(route),
    see: (request) => void last.set(request.route, request),
    begin(route) {
      counts.set(route, (counts.get(route) ?? 0) + 1);
      for (const key of [route, "all"] as const) shift(key, 1);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        for (const key of [route, "all"] as const) shift(key, -1);
      };
    },
    forget() {
      counts.clear();
      last.clear();
      most.clear();
      for (const [key, now] of inFlight) most.set(key, now);
    },
  };
}
