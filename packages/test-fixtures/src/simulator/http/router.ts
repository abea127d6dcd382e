import type { IncomingMessage } from "node:http";
import type { Ollama } from "../ollama.ts";
import type { Feature } from "../features.ts";
import type { Answer } from "./answer.ts";
import type { Route } from "./faults.ts";

export type RouteRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The value of `:digest` or `:model` in the path. */
  readonly parameter: string;
  /** The body. Empty if the route reads the raw request itself. */
  readonly text: string;
  readonly raw: IncomingMessage;
};

/** Answers a request, or throws a `Refusal`. */
export type Handle = (request: RouteRequest, answer: Answer, ollama: Ollama) => void | Promise<void>;

export type RouteEntry = {
  readonly route: Route;
  readonly handle: Handle;
  /** Versions without this feature do not have the route. */
  readonly since?: Feature;
  /** The route reads the body itself. */
  readonly isRaw?: boolean;
};

export type RouteMatch =
  | { readonly kind: "route"; readonly entry: RouteEntry; readonly route: Route; readonly parameter: string }
  | { readonly kind: "wrong-method"; readonly route: Route; readonly allowed: readonly string[] }
  | { readonly kind: "nothing"; readonly route: Route };

/** Finds the route of a request, among the routes of this version. */
export function findRoute(
  entries: readonly RouteEntry[],
  { method, path }: Pick<RouteRequest, "method" | "path">,
  has: (feature: Feature) => boolean,
): RouteMatch {
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

/** The order in which Ollama registers methods, and lists them in `Allow`. */
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
