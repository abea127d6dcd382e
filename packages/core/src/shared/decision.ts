import type { EndpointProblem } from "../hosts/endpoint.ts";
import type { StoreFailure } from "./failure.ts";

/** What `decide` answers: the facts that now hold, or why nothing happened. */
export type Decision<Event> =
  | { readonly accepted: true; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly refusal: Refusal };

/** Why something that was asked for is not done. `views/refusal.ts` has the sentence and the next step for each. */
export type Refusal =
  | { readonly reason: "already-running" }
  | { readonly reason: "already-starting" }
  | { readonly reason: "still-stopping" }
  | { readonly reason: "not-running" }
  | { readonly reason: "already-stopped" }
  | { readonly reason: "not-ours" }
  | { readonly reason: "remote" }
  | { readonly reason: "port-taken" }
  | { readonly reason: "bad-host"; readonly problem: EndpointProblem }
  | { readonly reason: "no-such-model"; readonly model: string }
  | { readonly reason: "model-exists"; readonly model: string }
  | { readonly reason: "not-loaded"; readonly model: string }
  | { readonly reason: "cloud-model"; readonly model: string }
  | { readonly reason: "model-busy"; readonly model: string }
  | { readonly reason: "test-running" }
  | { readonly reason: "no-host" }
  | { readonly reason: "not-watched"; readonly host: string }
  | { readonly reason: "already-downloading"; readonly model: string }
  | { readonly reason: "still-downloading"; readonly model: string }
  | { readonly reason: "no-such-download" }
  | { readonly reason: "no-such-notice" }
  /** It is no request, or not one that can be made there. */
  | { readonly reason: "bad-command"; readonly problem: string }
  /** Only one host is watched, and it is another one. */
  | { readonly reason: "not-watched"; readonly host: string }
  /** A person was asked first, and did not say yes. */
  | { readonly reason: "declined" }
  | { readonly reason: "no-models" }
  | { readonly reason: "all-loaded" }
  | { readonly reason: "none-loaded" }
  | { readonly reason: "no-updates" }
  | {
      readonly reason: "no-download";
      readonly to: "pause" | "resume" | "retry" | "cancel" | "forget" | "clear";
    }
  | { readonly reason: "no-address" }
  | { readonly reason: "no-host-for-headers" }
  | { readonly reason: "headers-unreadable"; readonly host: string }
  | { readonly reason: "log-elsewhere"; readonly control: "ours" | "not-ours" | "remote" }
  | { readonly reason: "key-unreadable" }
  | { readonly reason: "folder-out-of-reach" }
  | { readonly reason: "partials-undeletable"; readonly detail: string }
  | { readonly reason: "window-closed" }
  | { readonly reason: "history-unwritable"; readonly failure: StoreFailure };

/** The facts that follow from a command. None at all means that what was asked for is so already. */
export const accept = <Event>(...events: readonly Event[]): Decision<Event> => ({ accepted: true, events });

/** Nothing follows from a command, and why. */
export const refuse = (refusal: Refusal): Decision<never> => ({ accepted: false, refusal });
