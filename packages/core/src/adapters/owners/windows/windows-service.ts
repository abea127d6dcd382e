import type { Owner } from "../../../service/owner.ts";
import type { Act, ManagedOwner } from "../managed-owner.ts";
import type { PortHolder } from "../running-process.ts";
import { windowsTool } from "./windows-tool.ts";
import type { Machine } from "../machine.ts";

type WindowsService = Extract<Owner, { kind: "windows-service" }>;

/** `sc.exe` does not wait for the service. */
const SC_PATIENCE_MS = 10_000;
/** ERROR_ACCESS_DENIED: the words of the message are in the language of Windows. */
const ACCESS_DENIED = 5;
/** ERROR_SERVICE_ALREADY_RUNNING, and ERROR_SERVICE_NOT_ACTIVE. */
const ALREADY = { start: 1056, stop: 1062 } as const;

/** A Windows service that NSSM, WinSW or another wrapper runs Ollama as (docs/ollama.md §4.3; "sc.exe" of Microsoft). */
export const windowsService: ManagedOwner<"windows-service"> = {
  kind: "windows-service",
  detect: async ({ machine, holder }) =>
    machine.platform === "win32" ? windowsServiceOf(await holder()) : undefined,
  /** A service has any name, so it is only known once it has run. */
  installed: async () => undefined,
  stillRuns: async ({ process }, { machine }) => process !== undefined && machine.isThere(process.pid),
  start: (owner, { machine }) => serviceControl(owner, "start", machine),
  stop: (owner, { machine }) => serviceControl(owner, "stop", machine),
  /** The wrapper decides where it is. */
  log: () => undefined,
};

export function windowsServiceOf(holder: PortHolder | undefined): WindowsService | undefined {
  if (holder?.job === undefined) return undefined;
  const { identity } = holder.process;
  return { kind: "windows-service", service: holder.job, process: identity };
}

function serviceControl({ service }: WindowsService, verb: "start" | "stop", machine: Machine): Act {
  return {
    kind: "run",
    argv: [windowsTool("sc.exe", machine), verb, service],
    patienceMs: SC_PATIENCE_MS,
    terminal: `sc.exe ${verb} ${quoted(service)}`,
    lacksRights: ({ code }) => code === ACCESS_DENIED,
    isDone: ({ code }) => code === ALREADY[verb],
  };
}

const quoted = (name: string): string => (/^[\w.-]+$/.test(name) ? name : `"${name}"`);
