import * as net from "node:net";
import type { PortHolder } from "../../../service/port-holder.ts";
import type { PortHolders } from "../../../service/port-holders.port.ts";
import type { Logger } from "../../../shared/logger.port.ts";
import { findMacListener } from "../mac/mac-port-holder.ts";
import type { Machine } from "../machine.ts";
import type { MachineAt } from "../managed-owner.ts";
import { fileNameOf, type PortListener } from "../running-process.ts";
import { findWindowsListener } from "../windows/windows-port-holder.ts";
import { findByProc } from "./linux.ts";

type PortHoldersOptions = MachineAt & { readonly logger: Logger };

/** Tells who holds the port of an endpoint on this machine. */
export function portHolders({ logger, ...place }: PortHoldersOptions): PortHolders {
  const { endpoint, machine } = place;
  const warn = (why: string): void =>
    logger.warn(`it is not known who listens on port ${endpoint.port}: ${why}`);
  return {
    find: () => findOn({ ...place, machine: warning(machine, warn) }),
    isFree: (port) => isFree(endpoint.dialHostname, port),
    command: commandOn(machine.platform, endpoint.port),
  };
}

/** The same machine, which says why a tool has told nothing. */
const warning = (machine: Machine, warn: (why: string) => void): Machine => ({
  ...machine,
  async run(argv, ...options) {
    const result = await machine.run(argv, ...options);
    if (result.kind !== "exited") warn(`${argv[0]} is ${result.kind}`);
    return result;
  },
});

async function findOn(place: MachineAt): Promise<PortHolder | undefined> {
  switch (place.machine.platform) {
    case "linux":
      return findByProc(place);
    case "win32":
      return holderOf(await findWindowsListener(place));
    default:
      return holderOf(await findMacListener(place));
  }
}

/** The user is of interest only if it is another one. */
function holderOf(listener: PortListener | undefined): PortHolder | undefined {
  if (!listener) return undefined;
  const { pid, process, parents } = listener;
  if (!process) return pid === WINDOWS_KERNEL ? { pid, name: "System" } : { pid };
  const { identity, user, isMine, command } = process;
  const { executable } = identity;
  return {
    pid,
    name: fileNameOf(executable).replace(/\.exe$/i, ""),
    identity,
    parents: parents.map((parent) => parent.identity.pid),
    ...(/[/\\]/.test(executable) && { executable }),
    ...(command !== "" && { argv: [command] }),
    ...(!isMine && user !== undefined && { user }),
  };
}

/** HTTP servers of Windows, such as IIS, listen in the kernel, whose process does not say when it began ("HTTP Server API"). */
const WINDOWS_KERNEL = 4;

/** Whether a server could listen there: tries it, and stops at once. */
const isFree = (hostname: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false)); // in use, or not allowed: neither is free for us
    server.listen({ host: hostname, port, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** A command for a terminal (ss(8), lsof(8), Get-NetTCPConnection). */
export function commandOn(platform: NodeJS.Platform, port: number): string {
  switch (platform) {
    case "linux":
      return `sudo ss -ltnp 'sport = :${port}'`;
    case "win32":
      return `Get-NetTCPConnection -LocalPort ${port} -State Listen | ForEach-Object { Get-Process -Id $_.OwningProcess }`;
    default:
      return `sudo lsof -nP -iTCP:${port} -sTCP:LISTEN`;
  }
}
