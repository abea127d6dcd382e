import type { EndpointProblem } from "./endpoint.ts";

/** What makes a host's certificate trusted, besides the authorities that the system trusts. */
export type TlsTrust =
  /** The certificates of authorities, as PEM: only those may have signed it. */
  | { readonly kind: "authorities"; readonly pem: string }
  /** This certificate is trusted, no matter who has signed it: its SHA-256, as in `parseFingerprint`. */
  | { readonly kind: "certificate"; readonly fingerprint: string };

/** The SHA-256 of a certificate, as tools print it: `AB:CD:…` in capitals; `undefined` for any other text. */
export function parseFingerprint(text: string): string | undefined {
  const digits = text
    .trim()
    .replace(/^sha-?256[ :=]*(fingerprint=)?/i, "")
    .replaceAll(/[:\s]/g, "")
    .toUpperCase();
  return /^[\dA-F]{64}$/.test(digits) ? (digits.match(/../g) ?? []).join(":") : undefined;
}

/** What the setting says about a host's certificate; the certificate itself counts more than its authorities. */
export type TlsSetting = { readonly caFile?: string; readonly fingerprint?: string };

export const tlsProblem = ({ fingerprint }: TlsSetting): EndpointProblem | undefined =>
  fingerprint !== undefined && parseFingerprint(fingerprint) === undefined ? "bad-fingerprint" : undefined;
