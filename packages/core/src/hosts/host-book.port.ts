import type { Failure } from "../shared/failure.ts";
import type { Endpoint } from "./endpoint.ts";
import type { TlsSetting } from "./tls-trust.ts";

/** What was found at an address. */
export type HostTest =
  | { readonly kind: "found"; readonly version: string; readonly models: number }
  | { readonly kind: "failed"; readonly failure: Failure };

/** The certificate of a host; `fingerprint` is its SHA-256. */
export type HostCertificate = {
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** As the certificate says it. */
  readonly validUntil: string;
};

/** A host as it is written into the list. */
export type NewHost = TlsSetting & { readonly name: string; readonly address: string };

/** The person's list of hosts, and what can be found out about a host that is not in it. */
export interface HostBook {
  /** Asks for the version and the models, with the request headers that are saved for this address. Never rejects. */
  test(endpoint: Endpoint, tls: TlsSetting): Promise<HostTest>;
  /** The certificate that this address shows, trusted or not; `undefined` if it cannot be read. */
  certificate(endpoint: Endpoint): Promise<HostCertificate | undefined>;
  /** Writes the host into the list; rejects with the editor's reason if that is impossible. */
  add(host: NewHost): Promise<void>;
  /** Removes the host with this name from the list, and the request headers for its address. Rejects like `add`. */
  remove(name: string): Promise<void>;
}
