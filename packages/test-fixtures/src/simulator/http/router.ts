import type { IncomingMessage } from "node:http";
import type { Ollama } from "../ollama.ts";
import type { Feature } from "../features.ts";
import type { Answer } from "./answer.ts";
import type { Route } from "./faults.ts";

/** A request on its way to its route. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What stands in the path for `:digest` or `:model`. */
  readonly parameter: string;
  /** The whole body, unless the route reads the raw request itself. */
  readonly text: string;
  readonly raw: IncomingMessage;
};

/** Answers a request, or throws a `Refusal`. */
export type Handle = (asked: Asked, answer: Answer, ollama: Ollama) => void | Promise<void>;

/** A method and path, and what answers there. */
export type RouteEntry = {
  readonly route: Route;
  readonly handle: Handle;
  /** Absent in versions without it. */
  readonly since?: Feature;
  /** The body is not read before. */
  readonly isRaw?: boolean;
};

/** What a method and path lead to. */
export type Found =
  | { readonly kind: "route"; readonly entry: RouteEntry; readonly route: Route; readonly parameter: string }
  | { readonly kind: "wrong-method"; readonly route: Route; readonly allowed: readonly string[] }
  | { readonly kind: "nothing"; readonly route: Route };

/** Finds the route of a request among those of this version. */
export function findRoute(
  entries: readonly RouteEntry[],
  method: string,
  path: string,
  has: (feature: Feature) => boolean,
): Found {
  const matching = entries
    .filter(({ since }) => since === undefined || has(since))
    .flatMap((entry) => {
      const [entryMethod = "", pattern = ""] = entry.route.split(" ");
      const parameter = matchPath(pattern, path);
      return parameter === undefined ? [] : [{ entry, method: entryMethod, parameter }];
    });
  const exact = matching.find((match) => match.method === method);
  if (exact !== undefined) {
    const { entry, parameter } = exact;
    return { kind: "route", entry, route: entry.route, parameter };
  }
  const route: Route = `${method} ${path}`;
  if (matching.length === 0) return { kind: "nothing", route };
  const allowed = METHODS.filter((known) => matching.some((match) => match.method === known));
  return { kind: "wrong-method", route, allowed };
}

/** In the order in which Ollama registered them, which is that of its Allow header. */
const METHODS = ["HEAD", "GET", "POST", "DELETE"] as const;

function matchPath(pattern: string, path: string): string | undefined {
  const colon = pattern.indexOf(":");
  if (colon < 0) return pattern === path ? "" : undefined;
  const rest = path.startsWith(pattern.slice(0, colon)) ? path.slice(colon) : "";
  return rest !== "" && !rest.includes("/") ? decode(rest) : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
