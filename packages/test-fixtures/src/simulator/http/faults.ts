/** A way in which Ollama, or another program at its port, can misbehave. */
export type Fault =
  /** Answers correctly, but late. */
  | { readonly kind: "late"; readonly ms: number }
  /** 403 with an empty body, as for a wrong Origin or Host. */
  | { readonly kind: "forbidden" }
  /** 401, as from Ollama's cloud (`json`) or from a proxy (`empty`). */
  | { readonly kind: "unauthorised"; readonly body?: "json" | "empty" }
  /** 500 with an error text. */
  | { readonly kind: "status500"; readonly error?: string }
  /** 503, as when `OLLAMA_MAX_QUEUE` is exceeded. */
  | { readonly kind: "busy" }
  /** 200 with a body that is not JSON. */
  | { readonly kind: "garbage" }
  /** Another program: an HTML page at every path. */
  | { readonly kind: "foreign" }
  /** The connection is cut in the middle of a line, after `afterLines` complete lines (default: 1). */
  | { readonly kind: "cut"; readonly afterLines?: number }
  /** The stream ends with an error line, after `afterLines` other lines (default: 1). */
  | { readonly kind: "error-line"; readonly error?: string; readonly afterLines?: number }
  /** Never answers. */
  | { readonly kind: "hang" };

/** Method and path, with the parameters `:digest` and `:model`. */
export type Route = `${string} ${string}`;

/** The current faults, of all routes or of one. They may be changed at any time. */
export interface FaultBoard {
  /** For this time after it began to listen, the server accepts requests but does not answer. */
  httpLateMs: number;
  set(fault: Fault, route?: Route): void;
  clear(route?: Route): void;
  of(route: Route): Fault | undefined;
}

/** Starts without faults. A fault of one route takes precedence over a fault of all. */
export function createFaultBoard(): FaultBoard {
  const faults = new Map<Route | "all", Fault>();
  return {
    httpLateMs: 0,
    set: (fault, route) => void faults.set(route ?? "all", fault),
    clear: (route) => void (route === undefined ? faults.clear() : faults.delete(route)),
    of: (route) => faults.get(route) ?? faults.get("all"),
  };
}
