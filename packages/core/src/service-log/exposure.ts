import { bindAddress } from "../hosts/endpoint.ts";
import { isLoopback } from "../hosts/hostname.ts";
import { isElsewhere, isOurs, type Owner } from "../service/owner.ts";
import { isRunning, type Service } from "../service/service.ts";
import { describedRun } from "./described.ts";
import type { Described } from "./service-log-events.ts";
import { serverOfRun, type LocatedServer } from "../service/server-process.ts";

/**
 * The address at which other machines can reach a running service of this machine; `undefined` if none can, or if it is
 * not known. Ollama asks for no password.
 */
export function exposedAddress(service: Service, told: Told): string | undefined {
  if (!isRunning(service) || isElsewhere(service.owner)) return undefined;
  const address = listenAddress(service, told);
  return address === undefined || isLoopback(hostnameOf(address)) ? undefined : address;
}

/** What the log and the machine have told. */
type Told = { readonly described?: Described; readonly located?: LocatedServer };

/** The address that the service listens on; `undefined` if it is not known. */
export function listenAddress(service: Service, { described, located }: Told): string | undefined {
  const { listensOn } = serverOfRun(service, located) ?? {};
  // In a container it always listens on every address; which of them is published is not in its log.
  if (isInContainer(service.owner)) return listensOn;
  return describedRun(service, described)?.listensOn ?? listensOn ?? givenAddress(service);
}

/** A service that we started listens where it was told to: `watchAddress` ends one that does not. */
const givenAddress = (service: Service): string | undefined =>
  isOurs(service.owner) && service.endpoint ? bindAddress(service.endpoint) : undefined;

const isInContainer = ({ kind }: Owner): boolean => kind === "container" || kind === "kubernetes";

/** The host of `127.0.0.1:11434` or `[::]:11434`. */
const hostnameOf = (address: string): string => address.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
