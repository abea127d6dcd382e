import { hostname, networkInterfaces } from "node:os";
import { isLoopback, type Endpoint } from "../../hosts/endpoint.ts";

/** Whether an endpoint is on this machine, so that a server of ours could be there. Ollama itself speaks no TLS. */
export function isOnThisMachine({ scheme, dialHostname, path }: Endpoint): boolean {
  if (scheme === "https" || path !== "") return false; // a proxy
  const name = dialHostname.toLowerCase();
  if (isLoopback(name) || name === hostname().toLowerCase()) return true;
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === name),
  );
}
