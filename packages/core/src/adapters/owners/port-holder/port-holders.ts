import { execFile } from "node:child_process";
import * as net from "node:net";
import { userInfo } from "node:os";
import { promisify } from "node:util";
import type { Endpoint } from "../../../hosts/endpoint.ts";
import type { PortHolder } from "../../../service/port-holder.ts";
import type { PortHolders } from "../../../service/port-holders.port.ts";
import type { Logger } from "../../../shared/logger.port.ts";
import { identify } from "../process-identity.ts";
import { findByProc } from "./linux.ts";
import { lsofArgs, parentsIn, parseLsof } from "./lsof.ts";
import { netTcpScript, parseNetTcp } from "./net-tcp-connection.ts";

/** Runs a program without a shell, and resolves with what it prints. */
export type Run = (program: string, args: readonly string[]) => Promise<string>;

type PortHoldersOptions = {
  readonly endpoint: Endpoint;
  readonly logger: Logger;
  /** Absent: that of this machine. */
  readonly platform?: NodeJS.Platform;
  /** Absent: the programs of this machine. */
  readonly run?: Run;
};

const PATIENCE_MS = 10_000;

const runProgram: Run = async (program, args) =>
  (await promisify(execFile)(program, [...args], { windowsHide: true, timeout: PATIENCE_MS })).stdout;

/** Tells who holds the port of an endpoint on this machine. */
export function portHolders({
  endpoint,
  logger,
  platform = process.platform,
  run = runProgram,
}: PortHoldersOptions): PortHolders {
  return {
    async find() {
      try {
        return await findOn(platform, endpoint, run);
      } catch (error) {
        logger.warn(`it is not known who listens on port ${endpoint.port}: ${String(error)}`);
        return undefined;
      }
    },
    isFree: (port) => isFree(endpoint.dialHostname, port),
    command: commandOn(platform, endpoint.port),
  };
}

/** The user is of interest only if it is another one. */
function withoutOwnUser(holder: PortHolder): PortHolder {
  if (holder.user !== userInfo().username || holder.pid === undefined) return holder;
  const { user: _, ...others } = holder;
  return others;
}

function findOn(platform: NodeJS.Platform, endpoint: Endpoint, run: Run): Promise<PortHolder | undefined> {
  switch (platform) {
    case "linux":
      return findByProc(endpoint);
    case "win32":
      return findByPowerShell(endpoint, run);
    default:
      return findByLsof(endpoint, run);
  }
}

async function findByLsof(endpoint: Endpoint, run: Run): Promise<PortHolder | undefined> {
  // It exits with 1 if it finds nothing (lsof(8), "DIAGNOSTICS").
  const output = await run("/usr/sbin/lsof", lsofArgs(endpoint.port)).catch(outputIfNothingFound);
  const found = parseLsof(output, endpoint);
  const { pid } = found ?? {};
  if (!found || pid === undefined) return found;
  const [identity, table, args] = await Promise.all([
    identify(pid).catch(unidentified),
    run("/bin/ps", ["-axo", "pid=,ppid="]),
    run("/bin/ps", ["-ww", "-o", "args=", "-p", String(pid)]).catch(outputIfNothingFound),
  ]);
  return {
    ...withoutOwnUser(found),
    parents: parentsIn(table, pid),
    ...(args.trim() !== "" && { argv: [args.trim()] }),
    ...(identity && { identity, executable: identity.executable }),
  };
}

/** The rest that is known of it is shown all the same. */
const unidentified = (): undefined => undefined;

function outputIfNothingFound(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === 1) return "";
  throw error;
}

async function findByPowerShell(endpoint: Endpoint, run: Run): Promise<PortHolder | undefined> {
  const shell = `${process.env["SystemRoot"] ?? "C:\\Windows"}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
  const script = netTcpScript(endpoint.port);
  const found = parseNetTcp(
    await run(shell, ["-NoProfile", "-NonInteractive", "-Command", script]),
    endpoint,
  );
  const identity = found?.pid === undefined ? undefined : await identify(found.pid).catch(unidentified);
  return found && { ...withoutOwnUser(found), ...(identity && { identity }) };
}

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
