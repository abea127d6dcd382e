import { bindAddress } from "../hosts/endpoint.ts";
import { isLoopback } from "../hosts/hostname.ts";
import { isOurs, type Owner } from "../service/owner.ts";
import { isRunning, type Service } from "../service/service.ts";
import { describedRun } from "./described.ts";
import type { Described } from "./service-log-events.ts";

/**
 * The address at which other machines can reach a running service of this machine; `undefined` if none can, or if it is
 * not known. Ollama asks for no password.
 */
export function exposedAddress(service: Service, described: Described | undefined): string | undefined {
  if (!isRunning(service) || !isOnTheNetworkOfThisMachine(service.owner)) return undefined;
  const address = describedRun(service, described)?.listensOn ?? givenAddress(service);
  return address === undefined || isLoopback(hostnameOf(address)) ? undefined : address;
}

/** A service that we started listens where it was told to: `watchAddress` ends one that does not. */
const givenAddress = (service: Service): string | undefined =>
  isOurs(service.owner) && service.endpoint ? bindAddress(service.endpoint) : undefined;

/** In a container it always listens on every address; which of them is published is not in its log. */
const isOnTheNetworkOfThisMachine = ({ kind }: Owner): boolean =>
  kind !== "elsewhere" && kind !== "container" && kind !== "kubernetes";

/** The host of `127.0.0.1:11434` or `[::]:11434`. */
const hostnameOf = (address: string): string => address.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
