import * as v from "valibot";
import { count, text, type DataOf } from "../shared/described.ts";

/** Where Ollama is expected, by the rules of `OLLAMA_HOST` (docs/ollama.md §4.1). */
export const endpointSchema = v.object({
  scheme: v.picklist(["http", "https"]),
  /** As it was entered, and as it is shown; an IPv6 address without brackets. */
  hostname: text,
  /** What to connect to: a server may bind `0.0.0.0`, but no client can connect to that. */
  dialHostname: text,
  port: count,
  /** Empty, or `/prefix` where a proxy serves Ollama below one. */
  path: text,
});
export type Endpoint = DataOf<typeof endpointSchema>;

/** Why a text is no address. Ollama itself would fall back to its usual port with a mere warning; we refuse. */
export const endpointProblemSchema = v.picklist([
  "not-text",
  "bad-scheme",
  "bad-host",
  "bad-port",
  "has-credentials",
]);
export type EndpointProblem = DataOf<typeof endpointProblemSchema>;

/** An endpoint, or what is wrong with its text. */
export type EndpointOrProblem = { readonly endpoint: Endpoint } | { readonly problem: EndpointProblem };

/** Where Ollama is when nobody says otherwise; dialled as an IPv4 address, since `localhost` may mean `::1`. */
export const DEFAULT_ENDPOINT: Endpoint = {
  scheme: "http",
  hostname: "localhost",
  dialHostname: "127.0.0.1",
  port: 11434,
  path: "",
};

/** Parses what `OLLAMA_HOST` may hold. Spaces and quotes around it do not count; an empty text is the default. */
export function parseEndpoint(text: string): EndpointOrProblem {
  const bare = text
    .trim()
    .replace(/^["']+|["']+$/g, "")
    .trim();
  if (bare === "") return { endpoint: DEFAULT_ENDPOINT };
  if (bare === "ollama.com") return found({ scheme: "https", hostname: bare, port: 443, path: "" });

  const [, givenScheme, rest = ""] = /^(?:([^/]*):\/\/)?(.*)$/s.exec(bare) ?? [];
  const scheme = givenScheme?.toLowerCase() ?? "http";
  if (scheme !== "http" && scheme !== "https") return { problem: "bad-scheme" };
  const defaultPort = givenScheme === undefined ? 11434 : scheme === "http" ? 80 : 443;

  const slash = rest.indexOf("/");
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? "" : rest.slice(slash).replace(/\/+$/, "");
  if (authority.includes("@")) return { problem: "has-credentials" };
  const { hostname, portText } = splitAuthority(authority);
  if (!isHostname(hostname) || !/^[\w./~%-]*$/.test(path)) return { problem: "bad-host" };
  const port = portText === undefined ? defaultPort : parsePort(portText);
  return port === undefined ? { problem: "bad-port" } : found({ scheme, hostname, port, path });
}

/** The text of a setting as it may be shown: what stands before an `@`, or behind a `?` or `#`, could be a secret. */
export const withoutCredentials = (text: string): string =>
  text
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, (_all, scheme: string | undefined) => `${scheme ?? ""}…@`)
    .replace(/([?#]).+$/s, "$1…");

/** Whether a host is a loopback name or address. */
export const isLoopback = (hostname: string): boolean =>
  hostname.toLowerCase() === "localhost" ||
  /^127(\.\d{1,3}){3}$/.test(hostname) ||
  /^[0:]*:0*1$/.test(hostname);

/** Scheme, host and port: the key under which we remember what belongs to this Ollama. */
export const originOf = (endpoint: Endpoint): string =>
  `${endpoint.scheme}://${bracketed(endpoint.hostname)}:${endpoint.port}${endpoint.path}`;

/** The address to call, for a path of Ollama's API such as `/api/tags`. */
export const dialUrl = (endpoint: Endpoint, path: string): string =>
  `${endpoint.scheme}://${bracketed(endpoint.dialHostname)}:${endpoint.port}${endpoint.path}${path}`;

/** The address to show and to copy; the port is left out where the scheme implies it. */
export function shownUrl(endpoint: Endpoint, path: string): string {
  const implied = endpoint.scheme === "http" ? 80 : 443;
  const port = endpoint.port === implied ? "" : `:${endpoint.port}`;
  const hostname = isUnspecified(endpoint.hostname) ? endpoint.dialHostname : endpoint.hostname;
  return `${endpoint.scheme}://${bracketed(hostname)}${port}${endpoint.path}${path}`;
}

/** What `OLLAMA_HOST` must say so that a server we start listens here. */
export const bindAddress = ({ hostname, dialHostname, port }: Endpoint): string =>
  `${bracketed(hostname === "localhost" ? dialHostname : hostname)}:${port}`;

function found(endpoint: Omit<Endpoint, "dialHostname">): EndpointOrProblem {
  return { endpoint: { ...endpoint, dialHostname: dialHostnameOf(endpoint.hostname) } };
}

function dialHostnameOf(hostname: string): string {
  if (hostname === "0.0.0.0") return "127.0.0.1";
  return isUnspecified(hostname) ? "::1" : hostname;
}

const isUnspecified = (hostname: string): boolean => hostname === "0.0.0.0" || /^[0:]*:[0:]*$/.test(hostname);

function splitAuthority(authority: string): { readonly hostname: string; readonly portText?: string } {
  const bracket = /^\[([^\]]*)\](?::(.*))?$/s.exec(authority);
  if (bracket)
    return { hostname: bracket[1] ?? "", ...(bracket[2] !== undefined && { portText: bracket[2] }) };
  const colons = authority.split(":").length - 1;
  if (colons > 1) return { hostname: authority }; // a bare IPv6 address has no port
  if (authority === "") return { hostname: "127.0.0.1" };
  const [hostname = "", portText] = authority.split(":");
  // `:8080` is Ollama's "every interface, this port".
  return { hostname: hostname === "" ? "0.0.0.0" : hostname, ...(portText !== undefined && { portText }) };
}

function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function isHostname(text: string): boolean {
  if (text.includes(":")) return isIpv6(text);
  const isName =
    /^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\.?$/;
  // A host whose last part is a number is read as an IPv4 address by URL parsers and by the resolver.
  return text.length <= 253 && (/(^|\.)(\d+|0x[\da-f]*)\.?$/i.test(text) ? isIpv4(text) : isName.test(text));
}

const isIpv4 = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) &&
  text.split(".").every((part) => /^(0|[1-9]\d*)$/.test(part) && Number(part) <= 255);

/** Eight groups, of which one run of zeros may be left out; the last two may be written as an IPv4 address. */
function isIpv6(text: string): boolean {
  const [, front = text, tail] = /^(.*:)(\d+\.[\d.]+)$/.exec(text) ?? [];
  if (tail !== undefined && !isIpv4(tail)) return false;
  const halves = (tail === undefined ? front : `${front}0:0`).split("::");
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const isWhole = halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8;
  return isWhole && groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group));
}

const bracketed = (hostname: string): string => (hostname.includes(":") ? `[${hostname}]` : hostname);
