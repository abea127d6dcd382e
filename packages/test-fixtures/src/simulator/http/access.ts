import { hostname } from "node:os";
import type { Feature } from "../features.ts";
import { isLoopback } from "./loopback.ts";
import type { RouteRequest } from "./router.ts";

/** Whether Origin and Host allow a request. */
export type Access =
  | { readonly kind: "pass"; readonly headers: Readonly<Record<string, string>> }
  /** An allowed preflight, or another OPTIONS request: it is answered without a route. */
  | { readonly kind: "answered" }
  | { readonly kind: "forbidden" };

/** Works like Ollama's CORS settings and its `allowedHostsMiddleware`. */
export function checkAccess(
  { method, headers }: Pick<RouteRequest, "method" | "headers">,
  listensOn: string,
  has: (feature: Feature) => boolean,
): Access {
  const { origin, host = "" } = headers;
  const isForeign = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
  if (isForeign && !isAllowedOrigin(origin, has)) return { kind: "forbidden" };
  if (isForeign && method === "OPTIONS") return { kind: "answered" };
  if (isLoopback(listensOn) && !isAllowedHost(withoutPort(host))) return { kind: "forbidden" };
  if (method === "OPTIONS") return { kind: "answered" };
  return {
    kind: "pass",
    headers: isForeign ? { "access-control-allow-origin": origin, vary: "Origin" } : {},
  };
}

function isAllowedOrigin(origin: string, has: (feature: Feature) => boolean): boolean {
  if (/^https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0)(:\d+)?$/.test(origin)) return true;
  if (/^(app|file|tauri):\/\//.test(origin)) return true;
  return /^vscode-(webview|file):\/\//.test(origin) && has("webviewOrigin");
}

function isAllowedHost(host: string): boolean {
  const name = host.toLowerCase();
  if (name === "" || name === "localhost" || name === hostname().toLowerCase()) return true;
  if (/\.(localhost|local|internal)$/.test(name)) return true;
  return isLoopback(name) || name === "0.0.0.0" || name === "::" || isPrivate(name);
}

function isPrivate(host: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)[\d.]+$/.test(host) || /^f[cd][0-9a-f]{2}:/.test(host);
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}
