import { canonicalHostname, isUnspecified } from "../../../hosts/hostname.ts";

/** A socket that listens: `address` is without brackets. */
export type Listener = { readonly address: string; readonly port: number };

/**
 * The listener that answers a client at this address: programs may listen on one port at different addresses. Only one at
 * every address also answers at the others.
 */
export function answering<Found extends Listener>(
  listeners: readonly Found[],
  { dialHostname, port }: { readonly dialHostname: string; readonly port: number },
): Found | undefined {
  const onPort = listeners.filter((listener) => listener.port === port);
  const asked = canonicalHostname(dialHostname);
  return (
    onPort.find(({ address }) => canonicalHostname(address) === asked) ??
    onPort.find(({ address }) => address === "*" || isUnspecified(address)) ??
    (isAddress(asked) ? undefined : onPort[0])
  );
}

/** A name may mean any address of this machine. */
const isAddress = (hostname: string): boolean => /^[\d.]+$|:/.test(hostname);
