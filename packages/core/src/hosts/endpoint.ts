import * as v from "valibot";
import { count, text, type DataOf } from "../shared/described.ts";
import { addressIn, withoutApiPath } from "./pasted-address.ts";
import { bracketed, canonicalHostname, isLoopback, isUnspecified, parseHostname } from "./hostname.ts";
import { parseUrl } from "../shared/url.ts";

/** The address of an Ollama, parsed by the rules of `OLLAMA_HOST` (docs/ollama.md §4.1). */
export const endpointSchema = v.object({
  scheme: v.picklist(["http", "https"]),
  /** The name to show: as it was entered, or its ASCII form; an IPv6 address has no brackets. */
  hostname: text,
  /** The name to connect to: a server may bind `0.0.0.0`, but no client can connect to that. */
  dialHostname: text,
  port: count,
  /** Empty, or `/prefix` where a proxy serves Ollama under a prefix. */
  path: text,
  /** A path of Ollama's API that was entered with the address, and is not part of it: `/v1`. */
  apiPath: v.exactOptional(text),
});
export type Endpoint = DataOf<typeof endpointSchema>;

/** Why a setting does not name a valid host. Ollama would only warn and use its default port; we refuse. */
export const endpointProblemSchema = v.picklist([
  "not-text",
  "bad-scheme",
  "bad-host",
  "bad-port",
  "has-credentials",
  /** Of a list of hosts. */
  "not-a-list",
  "not-an-entry",
  "duplicate",
  "too-many",
  "bad-fingerprint",
  "bad-ca-file",
]);
export type EndpointProblem = DataOf<typeof endpointProblemSchema>;

export type EndpointOrProblem = { readonly endpoint: Endpoint } | { readonly problem: EndpointProblem };

/** The default address. It connects to the IPv4 address, since `localhost` may resolve to `::1`. */
export const DEFAULT_ENDPOINT: Endpoint = {
  scheme: "http",
  hostname: "localhost",
  dialHostname: "127.0.0.1",
  port: 11434,
  path: "",
};

/** No address is longer; the patterns below take quadratic time. */
const LONGEST_TEXT = 2_000;

/**
 * Parses a value of `OLLAMA_HOST`, or the address in a pasted line. Ignores surrounding spaces and quotes; an empty text
 * is the default.
 */
export function parseEndpoint(text: string): EndpointOrProblem {
  if (text.length > LONGEST_TEXT) return { problem: "bad-host" };
  const bare = addressIn(text).replace(/[?#]\/?$/, "");
  if (bare === "") return { endpoint: DEFAULT_ENDPOINT };

  const [, givenScheme, rest = ""] = /^(?:([^/]*):\/\/)?(.*)$/s.exec(bare) ?? [];
  const slash = rest.indexOf("/");
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const isOllamaCom = givenScheme === undefined && canonicalHostname(authority) === "ollama.com";
  const scheme = isOllamaCom ? "https" : (givenScheme?.toLowerCase() ?? "http");
  if (scheme !== "http" && scheme !== "https") return { problem: "bad-scheme" };
  if (authority.includes("@")) return { problem: "has-credentials" };
  const { host, portText } = splitAuthority(authority);
  const hostname = parseHostname(host);
  const path = parsePath(slash < 0 ? "" : rest.slice(slash));
  if (hostname === undefined || path === undefined) return { problem: "bad-host" };
  const impliedPort = scheme === "http" ? 80 : 443;
  const defaultPort = givenScheme === undefined && !isOllamaCom ? 11434 : impliedPort;
  const port = portText === undefined ? defaultPort : parsePort(portText);
  return port === undefined ? { problem: "bad-port" } : found({ scheme, hostname, port, ...path });
}

/** The text of a setting, safe to show: the parts before an `@` and after a `?` or `#` could be secret. */
export const withoutCredentials = (text: string): string =>
  text
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, (_all, scheme: string | undefined) => `${scheme ?? ""}…@`)
    .replace(/([?#]).+$/s, "$1…");

/** Scheme, host, port and path: the key for everything that is stored about this Ollama, however it was entered. */
export const originOf = (endpoint: Endpoint): string =>
  `${endpoint.scheme}://${bracketed(canonicalHostname(endpoint.hostname))}:${endpoint.port}${endpoint.path}`;

/** The URL to connect to, for a path of Ollama's API such as `/api/tags`. */
export const dialUrl = (endpoint: Endpoint, path: string): string =>
  `${endpoint.scheme}://${bracketed(endpoint.dialHostname)}:${endpoint.port}${endpoint.path}${path}`;

/** The URL to show and to copy; without the port where the scheme implies it. */
export function shownUrl(endpoint: Endpoint, path: string): string {
  const implied = endpoint.scheme === "http" ? 80 : 443;
  const port = endpoint.port === implied ? "" : `:${endpoint.port}`;
  const hostname = isUnspecified(endpoint.hostname) ? endpoint.dialHostname : endpoint.hostname;
  return `${endpoint.scheme}://${bracketed(hostname)}${port}${endpoint.path}${path}`;
}

/** Host and port, as a person enters them. */
export const shownAddress = ({ hostname, port }: Endpoint): string => `${bracketed(hostname)}:${port}`;

/** The value of `OLLAMA_HOST` for a server that we start, so that it listens here. */
export const bindAddress = ({ hostname, dialHostname, port }: Endpoint): string =>
  `${bracketed(hostname === "localhost" ? dialHostname : hostname)}:${port}`;

function found(endpoint: Omit<Endpoint, "dialHostname">): EndpointOrProblem {
  const { hostname: entered } = endpoint;
  const hostname = isLoopback(entered) ? canonicalHostname(entered) : entered;
  return { endpoint: { ...endpoint, hostname, dialHostname: dialHostnameOf(hostname) } };
}

function dialHostnameOf(hostname: string): string {
  if (!isUnspecified(hostname)) return hostname;
  return canonicalHostname(hostname) === "0.0.0.0" ? "127.0.0.1" : "::1";
}

/** `undefined` for a path that a URL cannot have as it is, such as one with `..`. */
function parsePath(text: string): Pick<Endpoint, "path" | "apiPath"> | undefined {
  const [, before = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(text) ?? [];
  const path = before.replace(/\/+$/, "");
  const isPlain = /^[\w./~%-]*$/.test(path) && parseUrl(`http://host${path}`)?.pathname === (path || "/");
  if (!isPlain) return undefined;
  const found = withoutApiPath(path);
  // What follows a path of the API belongs to that request; elsewhere it may be what a proxy asks for.
  return rest === "" || found.apiPath !== undefined ? found : undefined;
}

function splitAuthority(authority: string): { readonly host: string; readonly portText?: string } {
  const bracket = /^\[([^\]]*)\](?::(.*))?$/s.exec(authority);
  if (bracket) return { host: bracket[1] ?? "", ...(bracket[2] !== undefined && { portText: bracket[2] }) };
  const colons = authority.split(":").length - 1;
  if (colons > 1) return { host: authority }; // a bare IPv6 address has no port
  if (authority === "") return { host: "127.0.0.1" };
  const [host = "", portText] = authority.split(":");
  // For Ollama, `:8080` means "every interface, this port".
  return { host: host === "" ? "0.0.0.0" : host, ...(portText !== undefined && { portText }) };
}

function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port >= 1 && port <= 65_535 ? port : undefined;
}
