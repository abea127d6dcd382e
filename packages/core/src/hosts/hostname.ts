/** Every platform that we run on has it; the types that rules may use do not. It knows addresses and names as browsers do. */
declare const URL: new (text: string) => { readonly hostname: string };

/**
 * A host as it is dialled: an address or a name as it was entered, a name with other letters than those of ASCII in its
 * ASCII form. Nothing where it is neither.
 */
export function parseHostname(text: string): string | undefined {
  const canonical = canonicalForm(text);
  if (canonical === undefined) return undefined;
  if (text.includes(":")) return text;
  // URL parsers take `11434` and `127.1` for addresses; whoever enters them means something else.
  if (IPV4.test(canonical)) return text === canonical ? text : undefined;
  const name = ASCII.test(text) ? text : canonical;
  return name.length <= 253 && NAME.test(name) ? name : undefined;
}

/** Whether a host is a loopback name or address. */
export const isLoopback = (hostname: string): boolean =>
  hostname.toLowerCase() === "localhost" ||
  /^127(\.\d{1,3}){3}$/.test(hostname) ||
  canonicalForm(hostname) === "[::1]";

/** Whether it stands for every address of a machine: a server may bind it, but no client can connect to it. */
export const isUnspecified = (hostname: string): boolean =>
  hostname === "0.0.0.0" || canonicalForm(hostname) === "[::]";

/** A host as it stands in an address. */
export const bracketed = (hostname: string): string => (hostname.includes(":") ? `[${hostname}]` : hostname);

const IPV4 = /^\d+(\.\d+){3}$/;
const ASCII = /^[\x21-\x7e]*$/;
const NAME = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;
/** What would end the host within a URL, or would be removed from it, or be read as something else. */
const NOT_OF_A_HOST = /[\s\p{Cc}/\\?#@%[\]]/u;

function canonicalForm(hostname: string): string | undefined {
  if (NOT_OF_A_HOST.test(hostname)) return undefined;
  try {
    return new URL(`http://${bracketed(hostname)}/`).hostname;
  } catch {
    return undefined;
  }
}
