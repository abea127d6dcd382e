import { isIP } from "node:net";
import * as tls from "node:tls";
import type { Endpoint } from "../../hosts/endpoint.ts";
import type { HostCertificate } from "../../hosts/host-book.port.ts";
import { cleanLine } from "../ollama/clean-text.ts";

/** A handshake takes a fraction of a second, unless the host does not answer. */
const PATIENCE_MS = 10_000;

/** Reads the certificate that an address shows, trusted or not, and sends nothing; `undefined` if that is impossible. */
export const peerCertificate = ({
  dialHostname: host,
  port,
}: Endpoint): Promise<HostCertificate | undefined> =>
  new Promise((resolve) => {
    const socket = tls.connect({
      host,
      port,
      servername: isIP(host) === 0 ? host : "",
      rejectUnauthorized: false, // it is only looked at
    });
    const end = (certificate: HostCertificate | undefined): void => {
      resolve(certificate);
      socket.destroy();
    };
    socket.setTimeout(PATIENCE_MS, () => end(undefined));
    socket.once("error", () => end(undefined));
    socket.once("secureConnect", () => end(certificateOf(socket.getPeerCertificate())));
  });

/** The names in it come from outside. */
function certificateOf(peer: tls.PeerCertificate): HostCertificate | undefined {
  const { fingerprint256, subject, issuer, valid_to: validUntil } = peer;
  if (!fingerprint256) return undefined; // the host has shown none
  return {
    fingerprint: fingerprint256,
    subject: nameIn(subject),
    issuer: nameIn(issuer),
    validUntil: cleanLine(validUntil),
  };
}

/** A name may be given more than once, or not at all. */
function nameIn(names: tls.Certificate | undefined): string {
  const name: unknown = names?.CN ?? names?.O;
  return cleanLine(Array.isArray(name) ? name.join(", ") : typeof name === "string" ? name : "–").slice(
    0,
    200,
  );
}
