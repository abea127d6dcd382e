/** One way in which an Ollama, or what stands at its port, can misbehave. */
export type Fault =
  /** Answers as it should, but only after a while. */
  | { readonly kind: "late"; readonly ms: number }
  /** 403 with an empty body, as the guards of Origin and Host give it. */
  | { readonly kind: "forbidden" }
  /** 401, as Ollama's cloud gives it (`json`) or as a proxy does (`empty`). */
  | { readonly kind: "unauthorised"; readonly body?: "json" | "empty" }
  /** 500 with an error text. */
  | { readonly kind: "status500"; readonly error?: string }
  /** 503, as when `OLLAMA_MAX_QUEUE` is reached. */
  | { readonly kind: "busy" }
  /** 200, but the body is not JSON. */
  | { readonly kind: "garbage" }
  /** Another program: an HTML page on every path. */
  | { readonly kind: "foreign" }
  /** The connection is cut in the middle of a line, after so many whole ones (1 unless told). */
  | { readonly kind: "cut"; readonly afterLines?: number }
  /** A stream ends with an error line, after so many whole ones (1 unless told). */
  | { readonly kind: "error-line"; readonly error?: string; readonly afterLines?: number }
  /** Never answers. */
  | { readonly kind: "hang" };

/** A route as it is counted and faulted: method and path, with `:digest` and `:model` for what varies. */
export type Route = `${string} ${string}`;

/** What is broken at the moment, on all routes or on one; it may be changed at any time. */
export interface FaultBoard {
  /** Milliseconds from the moment of listening during which requests are accepted but not answered. */
  httpLateMs: number;
  set(fault: Fault, route?: Route): void;
  clear(route?: Route): void;
  of(route: Route): Fault | undefined;
}

/** Starts with nothing broken. A fault of one route goes before one of all routes. */
export function createFaultBoard(): FaultBoard {
  const faults = new Map<Route | "all", Fault>();
  return {
    httpLateMs: 0,
    set: (fault, route) => void faults.set(route ?? "all", fault),
    clear: (route) => void (route === undefined ? faults.clear() : faults.delete(route)),
    of: (route) => faults.get(route) ?? faults.get("all"),
  };
}
