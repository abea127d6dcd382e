import type { AnsweringServer } from "../service/other-server.ts";
import type { Failure } from "../shared/failure.ts";
import type { Endpoint } from "./endpoint.ts";
import type { TlsSetting } from "./tls-trust.ts";

/** What was found at an address. */
export type HostTest =
  | { readonly kind: "found"; readonly answering: AnsweringServer; readonly models: number }
  | { readonly kind: "failed"; readonly failure: Failure };

/** The certificate of a host; `fingerprint` is its SHA-256. */
export type HostCertificate = {
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** As the certificate says it. */
  readonly validUntil: string;
};

/** How a host that is not in the list yet is reached. */
export type Access = TlsSetting & {
  /** Request headers that the person has entered; absent: those that are saved for its address, if any. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** A host as it is written into the list; `address` is its origin. Its headers are secrets, and are saved elsewhere. */
export type NewHost = Access & { readonly name: string; readonly address: string };

/** The person's list of hosts, and what can be found out about a host that is not in it. */
export interface HostBook {
  /** Asks for the version and the models. Saves nothing. Never rejects. */
  test(endpoint: Endpoint, access: Access): Promise<HostTest>;
  /** The certificate that this address shows, trusted or not; `undefined` if it cannot be read. */
  certificate(endpoint: Endpoint): Promise<HostCertificate | undefined>;
  /** Writes the host into the list and saves its headers; rejects with the editor's reason if that is impossible. */
  add(host: NewHost): Promise<void>;
  /** Whether request headers are deleted with the host of this name. */
  hasHeaders(name: string): Promise<boolean>;
  /** Removes the host with this name, and the request headers that no other host uses. Rejects like `add`. */
  remove(name: string): Promise<void>;
}
