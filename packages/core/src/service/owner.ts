import * as v from "valibot";
import type { Refusal } from "../shared/decision.ts";
import { count, kind, text, type DataOf } from "../shared/described.ts";
import { isSameJson } from "../shared/same-json.ts";

/** Identifies a process, since another one may later get the same pid. */
export const processIdentitySchema = v.object({
  pid: v.pipe(count, v.integer(), v.minValue(2)),
  /** As reported by the operating system; only compared, never parsed. */
  startedAt: text,
  /** As reported by the operating system. */
  executable: text,
});
export type ProcessIdentity = DataOf<typeof processIdentitySchema>;

/** A name that becomes one argument of a tool: it is never an option, and has no control characters. */
export const argumentSchema = v.pipe(text, v.regex(/^[^-\s\p{C}][^\p{C}]*$/u));

/** Who runs a service, or would start it (docs/ollama.md §4.3). The owners themselves are in `adapters/owners`. */
export const ownerSchema = v.variant("kind", [
  /** Not found out yet. */
  kind("looking", {}),
  /** Our own child process, while it runs; without one, the child that Paddock would start. */
  kind("paddock", { process: v.exactOptional(processIdentitySchema) }),
  /** An `ollama serve` that the same person started by hand. */
  kind("terminal", { process: processIdentitySchema }),
  kind("systemd", { scope: v.picklist(["system", "user"]), unit: argumentSchema }),
  /** A service of `brew services`, of the person or of the whole machine; `brew` is the path of that program. */
  kind("homebrew", {
    brew: text,
    service: argumentSchema,
    scope: v.picklist(["user", "system"]),
    process: v.exactOptional(processIdentitySchema),
  }),
  /** The menu bar app; `app` is the path of its bundle. */
  kind("mac-app", { app: text, process: v.exactOptional(processIdentitySchema) }),
  /** The tray app; `app` is the path of its program. */
  kind("windows-app", { app: text, process: v.exactOptional(processIdentitySchema) }),
  kind("windows-service", { service: argumentSchema, process: v.exactOptional(processIdentitySchema) }),
  kind("container", {
    engine: v.picklist(["docker", "podman", "nerdctl"]),
    context: v.exactOptional(argumentSchema),
    name: argumentSchema,
  }),
  /** `workload` is, for example, `deployment/ollama`. */
  kind("kubernetes", { context: argumentSchema, namespace: argumentSchema, workload: argumentSchema }),
  /** The commands of the person's setting; the history never holds the commands themselves. */
  kind("custom", { name: text }),
  /** A program that Paddock must not stop: of another user, of an unknown supervisor, or not found out. */
  kind("another-program", {
    process: v.exactOptional(processIdentitySchema),
    user: v.exactOptional(text),
    /** The label of the launchd job that it is. */
    job: v.exactOptional(text),
  }),
  kind("elsewhere", {}),
]);
export type Owner = DataOf<typeof ownerSchema>;
export type OwnerKind = Owner["kind"];

/** Whether an owner can do something: at once, after a question or with more rights, or why not. */
export type Can =
  | { readonly kind: "yes" }
  | { readonly kind: "asks" }
  | { readonly kind: "no"; readonly because: Refusal };

/** What can be asked of an owner. */
export type Cans = Readonly<Record<"start" | "stop" | "restart" | "logs", Can>>;

const yes: Can = { kind: "yes" };
const asks: Can = { kind: "asks" };
const no = (because: Refusal): Can => ({ kind: "no", because });
const elsewhere = no({ reason: "remote" });
const stillLooking = no({ reason: "still-looking" });
const noLog = no({ reason: "log-elsewhere", whose: "another-program" });

const MANAGED: Cans = { start: yes, stop: yes, restart: yes, logs: yes };

/** The one place that says what can be done to a service of which owner. */
const CANS = {
  looking: { start: yes, stop: stillLooking, restart: stillLooking, logs: noLog },
  paddock: MANAGED,
  terminal: { start: yes, stop: asks, restart: asks, logs: noLog },
  systemd: MANAGED,
  homebrew: MANAGED,
  "mac-app": MANAGED,
  "windows-app": MANAGED,
  "windows-service": MANAGED,
  container: MANAGED,
  kubernetes: MANAGED,
  custom: MANAGED,
  elsewhere: {
    start: elsewhere,
    stop: elsewhere,
    restart: elsewhere,
    logs: no({ reason: "log-elsewhere", whose: "elsewhere" }),
  },
} as const satisfies Record<Exclude<OwnerKind, "another-program">, Cans>;

/** What can be done to a service of this owner. */
export const canOf = (owner: Owner): Cans =>
  owner.kind === "another-program" ? cansOfOthers(owner) : CANS[owner.kind];

function cansOfOthers(owner: AnotherProgram): Cans {
  const stop = no(whyNotOurs(owner));
  return { start: yes, stop, restart: stop, logs: noLog };
}

/** It is said whose it is, as far as that is known. */
function whyNotOurs(owner: AnotherProgram): Refusal {
  const { process, user, job } = owner;
  if (isInWsl(owner)) return { reason: "in-wsl" };
  if (job !== undefined) return { reason: "launchd-job", job };
  return {
    reason: "not-ours",
    ...(process && { pid: process.pid }),
    ...(user !== undefined && { user }),
  };
}

type AnotherProgram = Extract<Owner, { readonly kind: "another-program" }>;

/** Whether it is the program of Windows that relays the ports of WSL. */
export const isInWsl = ({ process }: AnotherProgram): boolean =>
  process !== undefined && /[\\/]?wsl(relay|host)\.exe$/i.test(process.executable);

/** Why an owner cannot do something; `undefined` where it can. */
export function whyCannot(owner: Owner, what: keyof Cans): Refusal | undefined {
  const can = canOf(owner)[what];
  return can.kind === "no" ? can.because : undefined;
}

/** Whether Paddock itself runs the service, or would start it. */
export const isOurs = ({ kind }: Owner): boolean => kind === "paddock";

/** Whether the service runs on another machine, and nothing here can start or stop it. */
export const isElsewhere = ({ kind }: Owner): boolean => kind === "elsewhere";

/**
 * Whether the act of stopping may be over before the service has ended: a cluster ends a pod by itself, within 30 s
 * (Kubernetes, "Pod Lifecycle"), and a person's command may do the same.
 */
export const endsLater = ({ kind }: Owner): boolean => kind === "kubernetes" || kind === "custom";

/** Our process, if it runs. */
export const ourProcess = (owner: Owner): ProcessIdentity | undefined =>
  owner.kind === "paddock" ? owner.process : undefined;

/** The process that runs the service, where it is known. */
export const processOf = (owner: Owner): ProcessIdentity | undefined =>
  "process" in owner ? owner.process : undefined;

/** Whether a person who was shown one of them was shown the other one: of what is ended by its process, that must be the same. */
export const isSameOwner = (one: Owner, other: Owner): boolean =>
  one.kind === other.kind &&
  (one.kind === "terminal" ? isSameJson(one, other) : isSameJson(afterItsEnd(one), afterItsEnd(other)));

/** Who would start a service that this owner ran until it ended. */
export function afterItsEnd(owner: Owner): Owner {
  switch (owner.kind) {
    case "looking":
    case "paddock":
    case "terminal":
    case "another-program":
      return { kind: "paddock" };
    case "mac-app":
    case "windows-app":
      return { kind: owner.kind, app: owner.app };
    case "homebrew":
      return { kind: owner.kind, brew: owner.brew, service: owner.service, scope: owner.scope };
    case "windows-service":
      return { kind: owner.kind, service: owner.service };
    case "systemd":
    case "container":
    case "kubernetes":
    case "custom":
    case "elsewhere":
      return owner;
  }
}
