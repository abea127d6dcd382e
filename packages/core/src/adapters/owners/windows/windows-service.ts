import type { Owner } from "../../../service/owner.ts";
import type { ManagedOwner } from "../managed-owner.ts";
import type { HolderProcess } from "../running-process.ts";
import { windowsTool } from "./windows-tool.ts";
import type { Machine } from "../machine.ts";
import type { Exited } from "../tool-result.ts";

type WindowsService = Extract<Owner, { kind: "windows-service" }>;

/** NSSM alone asks in three ways, for 1.5 s each, before it kills ("Shutdown" of nssm.cc). */
const SC_PATIENCE_MS = 30_000;
/** ERROR_ACCESS_DENIED: the words of the message are in the language of Windows. */
const ACCESS_DENIED = 5;
/** ERROR_SERVICE_NOT_ACTIVE. */
const NOT_ACTIVE = 1062;

/** A Windows service that NSSM, WinSW or another wrapper runs Ollama as (docs/ollama.md §4.3; "sc.exe" of Microsoft). */
export const windowsService: ManagedOwner<"windows-service"> = {
  kind: "windows-service",
  detect: async ({ machine, holder }) =>
    machine.platform === "win32" ? windowsServiceOf(await holder()) : undefined,
  /** A service has any name, so it is only known once it has run. */
  installed: async () => undefined,
  stillRuns: async ({ process }, { machine }) => process !== undefined && machine.isThere(process.pid),
  start: (owner, { machine }) => serviceControl(owner, "start", machine),
  stop: (owner, { machine }) => ({
    ...serviceControl(owner, "stop", machine),
    isDone: ({ code }) => code === NOT_ACTIVE,
    ...(owner.process && { ends: owner.process }), // `sc.exe` does not wait
  }),
  /** The wrapper decides where it is. */
  log: () => undefined,
};

/** Of a service by a wrapper, the process is the wrapper's: the server may end before it. */
export const windowsServiceOf = (holder: HolderProcess | undefined): WindowsService | undefined =>
  holder?.job && { kind: "windows-service", service: holder.job.name, process: holder.job.process };

function serviceControl({ service }: WindowsService, verb: "start" | "stop", machine: Machine) {
  return {
    kind: "run",
    argv: [windowsTool("sc.exe", machine), verb, service],
    patienceMs: SC_PATIENCE_MS,
    ...(PLAIN_NAME.test(service) && { terminal: elevated(verb, service) }),
    lacksRights: ({ code }: Exited) => code === ACCESS_DENIED,
  } as const;
}

/** A name that means the same within quotes in every shell. */
const PLAIN_NAME = /^[\w .-]+$/;

/** A line for any terminal of Windows, for which it asks for the rights ("Start-Process" of Microsoft, `-Verb RunAs`). */
function elevated(verb: "start" | "stop", service: string): string {
  const cmdlet = verb === "start" ? "Start-Service" : "Stop-Service";
  const inner = `-NoProfile -Command ${cmdlet} ''${service}''`;
  return `powershell -NoProfile -Command "Start-Process powershell -Verb RunAs -ArgumentList '${inner}'"`;
}
