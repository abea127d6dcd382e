/** Exists on every platform that we run on, but not in the types that rules may use. Parses hosts as browsers do. */
declare const URL: new (text: string) => { readonly hostname: string };

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

/** Whether a host is a loopback name or address. */
export const isLoopback = (hostname: string): boolean =>
  hostname.toLowerCase() === "localhost" ||
  /^127(\.\d{1,3}){3}$/.test(hostname) ||
  canonicalForm(hostname) === "[::1]";

/** Whether it means every address of a machine: a server may bind it, but no client can connect to it. */
export const isUnspecified = (hostname: string): boolean =>
  hostname === "0.0.0.0" || canonicalForm(hostname) === "[::]";

/** A hostname as it is written in a URL. */
export const bracketed = (hostname: string): string => (hostname.includes(":") ? `[${hostname}]` : hostname);

const IPV4 = /^\d+(\.\d+){3}$/;
const ASCII = /^[\x21-\x7e]*$/;
const NAME = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;
/** Characters that end the host in a URL, are removed from it, or are parsed as something else. */
const FORBIDDEN = /[\s\p{Cc}/\\?#@%[\]]/u;

function canonicalForm(hostname: string): string | undefined {
  if (FORBIDDEN.test(hostname)) return undefined;
  try {
    return new URL(`http://${bracketed(hostname)}/`).hostname;
  } catch {
    return undefined;
  }
}
