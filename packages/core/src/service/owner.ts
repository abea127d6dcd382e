import type { Refusal } from "../shared/decision.ts";
import type { Control } from "./service-events.ts";

/** Whether an owner can do something, or why not. */
export type Can = { readonly kind: "yes" } | { readonly kind: "no"; readonly because: Refusal };

/** Who runs a service, and what this owner can do. The owners themselves are in `adapters/owners`. */
export type Owner = {
  readonly kind: "process" | "another-program" | "elsewhere";
  readonly can: Readonly<Record<"start" | "stop" | "restart" | "logs", Can>>;
};

const yes: Can = { kind: "yes" };
const no = (because: Refusal): Can => ({ kind: "no", because });
const elsewhere = no({ reason: "remote" });
const notOurs = no({ reason: "not-ours" });
const logElsewhere = (control: Control): Can => no({ reason: "log-elsewhere", control });

/** The one place that says what can be done to a service of which owner. */
const OWNERS = {
  ours: { kind: "process", can: { start: yes, stop: yes, restart: yes, logs: yes } },
  "not-ours": {
    kind: "another-program",
    can: { start: yes, stop: notOurs, restart: notOurs, logs: logElsewhere("not-ours") },
  },
  remote: {
    kind: "elsewhere",
    can: { start: elsewhere, stop: elsewhere, restart: elsewhere, logs: logElsewhere("remote") },
  },
} as const satisfies Record<Control, Owner>;

/** Who runs a service. */
export const ownerOf = ({ control }: { readonly control: Control }): Owner => OWNERS[control];

/** Why an owner cannot do something; `undefined` where it can. */
export const whyCannot = (owner: Owner, what: keyof Owner["can"]): Refusal | undefined => {
  const can = owner.can[what];
  return can.kind === "no" ? can.because : undefined;
};
