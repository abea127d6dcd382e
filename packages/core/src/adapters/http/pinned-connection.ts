import { isIP, type Socket } from "node:net";
import * as tls from "node:tls";

/** Where to connect to, as undici says it; a hostname that is an IPv6 address has brackets. */
type Destination = { readonly hostname: string; readonly port: string; readonly servername?: string };

/** Receives the socket, or why there is none. */
type Connected = (...result: [null, Socket] | [Error, null]) => void;

/** A handshake takes a fraction of a second, unless the host does not answer. */
const PATIENCE_MS = 10_000;

/** Errors as Node makes them; only their code is looked at. */
const timedOut = (): Error => Object.assign(new Error("timed out"), { code: "ETIMEDOUT" });
const untrusted = (): Error =>
  Object.assign(new Error("another certificate"), { code: "ERR_TLS_CERT_NOT_TRUSTED" });

/**
 * Connects to a host whose certificate has this fingerprint (SHA-256), no matter who has signed it, or which name it has. Nothing
 * is sent to another host: the socket is only passed on once its certificate was compared.
 */
export function connectPinned(
  { hostname, port, servername }: Destination,
  fingerprint: string,
  connected: Connected,
): void {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const name = servername ?? host;
  const socket = tls.connect({
    host,
    port: port === "" ? 443 : Number(port),
    servername: isIP(name) === 0 ? name : "",
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: false, // the fingerprint is compared instead
  });
  const fail = (error: Error): void => connected(error, null);
  socket.once("error", fail);
  socket.setTimeout(PATIENCE_MS, () => void socket.destroy(timedOut()));
  socket.once("secureConnect", () => {
    if (socket.getPeerCertificate().fingerprint256 !== fingerprint) return void socket.destroy(untrusted());
    socket.off("error", fail);
    socket.setTimeout(0);
    connected(null, socket);
  });
}
