import * as v from "valibot";
import type { Listener } from "../port-holder/listeners.ts";
import type { Machine } from "../machine.ts";
import type { RunningProcess } from "../running-process.ts";
import { windowsTool } from "./windows-tool.ts";
import type { Argv } from "../tool-result.ts";

/** What Windows tells of a port or a process. Services are by the pids of their processes. */
export type WindowsProcesses = {
  readonly listeners: readonly (Listener & { readonly pid: number })[];
  readonly processes: readonly WindowsProcess[];
  readonly services: ReadonlyMap<number, string>;
};

/** Windows keeps the pid of a parent that has ended, and another process may get it. */
export type WindowsProcess = RunningProcess & { readonly parent: number };

/** PowerShell needs about a second to start, and many on a busy machine. */
export const POWERSHELL_PATIENCE_MS = 30_000;

type Environment = Pick<Machine, "environment">;

/** Who listens at a port, with the processes above it. */
export const windowsPort = (port: number, machine: Environment): Argv =>
  powershell(machine, `$held = @(Get-NetTCPConnection -LocalPort ${port} -State Listen); ${DESCRIBE}`);

/** One process, and those above it. */
export const windowsProcess = (pid: number, machine: Environment): Argv =>
  powershell(
    machine,
    `$held = @(@{ OwningProcess = ${pid}; LocalAddress = ''; LocalPort = 0 }); ${DESCRIBE}`,
  );

/** Every process, without whose it is and what it runs. */
export const windowsAll = (machine: Environment): Argv => powershell(machine, LIST);

/** A process that has started later than its child is another one, which got the pid of the parent. */
export const isChildOf = (child: WindowsProcess, { identity }: WindowsProcess): boolean =>
  child.parent === identity.pid && BigInt(identity.startedAt) <= BigInt(child.identity.startedAt);

const powershell = (machine: Environment, query: string): Argv => [
  windowsTool("WindowsPowerShell\\v1.0\\powershell.exe", machine),
  "-NoProfile",
  "-NonInteractive",
  "-Command",
  query,
];

/**
 * Win32_Process and Win32_Service of Microsoft's "CIM Win32 providers". Of other users' processes there is no path and no
 * command line without more rights. Times have their ticks in UTC, as text: JSON has no integers of that size.
 */
const DESCRIBE = [
  "$ErrorActionPreference = 'SilentlyContinue'",
  "Remove-TypeData System.Array", // with it, some arrays become objects in JSON
  "[Console]::OutputEncoding = [Text.Encoding]::UTF8",
  "$me = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value",
  "$processes = @(); $services = @()",
  `foreach ($id in @($held | ForEach-Object { $_.OwningProcess } | Sort-Object -Unique)) {
  for ($depth = 0; $depth -lt 4; $depth++) {
    $p = Get-CimInstance Win32_Process -Filter ('ProcessId=' + $id)
    if (-not $p) { break }
    $sid = (Invoke-CimMethod -InputObject $p -MethodName GetOwnerSid).Sid
    $user = if ($sid -eq $me) { $env:USERNAME } else { (Invoke-CimMethod -InputObject $p -MethodName GetOwner).User }
    $processes += @{ pid = $p.ProcessId; parent = $p.ParentProcessId; name = $p.Name; path = $p.ExecutablePath
      command = $p.CommandLine; mine = ($sid -eq $me); user = $user
      startedAt = [string]$p.CreationDate.ToUniversalTime().Ticks }
    $s = Get-CimInstance Win32_Service -Filter ('ProcessId=' + $id) | Select-Object -First 1
    if ($s -and $depth -lt 2) { $services += @{ pid = $p.ProcessId; name = $s.Name } }
    $id = $p.ParentProcessId
    if ($id -le 4) { break }
  } }`,
  "$listeners = @($held | ForEach-Object { @{ pid = $_.OwningProcess; address = $_.LocalAddress; port = $_.LocalPort } })",
  "ConvertTo-Json -Compress -Depth 4 @{ listeners = $listeners; processes = $processes; services = $services }",
].join("\n");

/** In the form of `DESCRIBE`. Some processes of the system have no time of creation. */
const LIST = [
  "$ErrorActionPreference = 'SilentlyContinue'",
  "Remove-TypeData System.Array",
  "[Console]::OutputEncoding = [Text.Encoding]::UTF8",
  `$processes = @(Get-CimInstance Win32_Process | Where-Object { $_.CreationDate } | ForEach-Object {
  @{ pid = $_.ProcessId; parent = $_.ParentProcessId; name = $_.Name; path = $_.ExecutablePath; mine = $false
    startedAt = [string]$_.CreationDate.ToUniversalTime().Ticks } })`,
  "ConvertTo-Json -Compress -Depth 4 @{ listeners = @(); processes = $processes; services = @() }",
].join("\n");

const integer = v.pipe(v.number(), v.integer());
const nullable = v.nullish(v.string());
const answerSchema = v.object({
  listeners: v.array(v.object({ pid: integer, address: v.string(), port: integer })),
  processes: v.array(
    v.object({
      pid: integer,
      parent: integer,
      name: v.string(),
      path: nullable,
      command: nullable,
      user: nullable,
      mine: v.boolean(),
      startedAt: v.pipe(v.string(), v.regex(/^\d+$/)),
    }),
  ),
  services: v.array(v.object({ pid: integer, name: v.string() })),
});

const NOTHING: WindowsProcesses = { listeners: [], processes: [], services: new Map() };

/** Reads what the query prints; nothing, if PowerShell has printed something else. */
export function parseWindowsProcesses(text: string): WindowsProcesses {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), answerSchema), text.replace(/^\uFEFF/, ""));
  if (!parsed.success) return NOTHING;
  const { listeners, processes, services } = parsed.output;
  return {
    listeners,
    processes: processes.map(({ name, path, command, user, mine, startedAt, parent, ...rest }) => ({
      identity: { pid: rest.pid, startedAt, executable: path ?? name },
      user: user ?? undefined,
      isMine: mine,
      command: command ?? "",
      parent,
    })),
    services: new Map(services.map((service) => [service.pid, service.name])),
  };
}
