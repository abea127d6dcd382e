import type { Json } from "../../json.ts";
import type { Route } from "./faults.ts";

/** A received request. `body` is the parsed text, if it is JSON. */
export type SeenRequest = {
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: Json | undefined;
};

export type AnsweredRequest = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly tookMs: number;
  readonly remoteAddress: string;
  /** The body of the request, if it is JSON. */
  readonly body: Json | undefined;
};

/** For each route: the number of requests, the most in parallel, and the last one. */
export interface RequestLog {
  readonly counts: ReadonlyMap<Route, number>;
  count(route?: Route): number;
  mostInFlight(route?: Route): number;
  last(route: Route): SeenRequest | undefined;
  /** Counts a request. Returns how to say that it has ended. */
  begin(route: Route): () => void;
  see(request: SeenRequest): void;
  forget(): void;
}

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
