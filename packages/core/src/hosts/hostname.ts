import { parseUrl } from "../shared/url.ts";

/**
 * The hostname to connect to: an address or a name as it was entered, or the ASCII form of a name with other letters.
 * `undefined` where the text is neither.
 */
export function parseHostname(text: string): string | undefined {
  const canonical = canonicalForm(text);
  if (canonical === undefined) return undefined;
  if (text.includes(":")) return text;
  // URL parsers accept `11434` and `127.1` as addresses, but a person who enters them means something else.
  if (IPV4.test(canonical)) return text === canonical ? text : undefined;
  const name = ASCII.test(text) ? text : canonical;
  return name.length <= 253 && NAME.test(name) ? name : undefined;
}

/**
 * The one spelling of a host, to compare hosts: lower-case, without the final dot of a name. As in Ollama, an IPv4
 * address in IPv6 is the IPv4 address.
 */
export function canonicalHostname(hostname: string): string {
  const canonical = (canonicalForm(hostname) ?? hostname).replace(/^\[|\]$|\.$/g, "");
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return canonical;
  return [high, low].flatMap((part) => bytesOf(Number.parseInt(part, 16))).join(".");
}

const bytesOf = (number: number): readonly number[] => [number >> 8, number & 0xff];

/** Whether a host is a loopback name or address. */
export function isLoopback(hostname: string): boolean {
  const canonical = canonicalHostname(hostname);
  return canonical === "localhost" || canonical === "::1" || /^127(\.\d{1,3}){3}$/.test(canonical);
}

/** Whether it means every address of a machine: a server may bind it, but no client can connect to it. */
export const isUnspecified = (hostname: string): boolean =>
  ["0.0.0.0", "::"].includes(canonicalHostname(hostname));

/** A hostname as it is written in a URL. */
export const bracketed = (hostname: string): string => (hostname.includes(":") ? `[${hostname}]` : hostname);

const IPV4 = /^\d+(\.\d+){3}$/;
const ASCII = /^[\x21-\x7e]*$/;
const NAME = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;
/** Characters that end the host in a URL, are removed from it, or are parsed as something else. */
const FORBIDDEN = /[\s\p{Cc}/\\?#@%[\]]/u;

const canonicalForm = (hostname: string): string | undefined =>
  FORBIDDEN.test(hostname) ? undefined : parseUrl(`http://${bracketed(hostname)}/`)?.hostname;
