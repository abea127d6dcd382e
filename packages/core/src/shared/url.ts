/** Exists on every platform that we run on, but not in the types that rules may use. */
declare const URL: new (text: string) => ParsedUrl;

/** An address, parsed as browsers do. */
export type ParsedUrl = {
  /** With its colon: `https:`. */
  readonly protocol: string;
  /** Lower-case and in ASCII; an IPv6 address is in brackets. */
  readonly hostname: string;
  /** Without dot segments. */
  readonly pathname: string;
  readonly searchParams: { get(name: string): string | null };
};

/** Parses an address with its scheme; `undefined` if it is not valid. */
export function parseUrl(text: string): ParsedUrl | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
