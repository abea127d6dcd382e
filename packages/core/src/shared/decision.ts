import type { ReportFlaw } from "../report/report-flaw.ts";
import type { EnvironmentProblem } from "../environment/environment-problems.ts";
import type { EndpointProblem } from "../hosts/endpoint.ts";
import type { ChoiceProblem } from "../service/choice-problem.ts";
import type { LoadSettingsProblem } from "../models/load-settings-problem.ts";
import type { Ability, OtherServer } from "../service/other-server.ts";
import type { TryProblem } from "../tries/try-problem.ts";
import type { Failure, MissingProgram, StoreFailure } from "./failure.ts";

/** The result of `decide`: the events to record, or why the command is refused. */
export type Decision<Event> =
  | { readonly accepted: true; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly refusal: Refusal };

/** What a copy of a model fails at. */
export type CopyObstacle =
  /** `name` is that of the host. */
  | { readonly kind: "host"; readonly name: string }
  /** The model could only come from its registry. */
  | { readonly kind: "registry" };

/** Why a command or action is refused. `ui/text/refusal.view.ts` has the sentence for each. */
export type Refusal =
  | { readonly reason: "already-running" }
  | { readonly reason: "already-starting" }
  | { readonly reason: "still-stopping" }
  | { readonly reason: "not-running" }
  | { readonly reason: "already-stopped" }
  /** Nothing is known about the service yet. */
  | { readonly reason: "still-looking" }
  /** Another owner runs it now than the one that was shown. */
  | { readonly reason: "other-owner" }
  /** There is nothing to start. */
  | { readonly reason: "no-program"; readonly missing: MissingProgram }
  /** Paddock has not found what started it, or it is of another user. */
  | { readonly reason: "not-ours"; readonly pid?: number; readonly user?: string }
  /** It runs in WSL, and the program that has the port only relays it. */
  | { readonly reason: "in-wsl" }
  /** A job of launchd that Paddock does not know; `job` is its label. */
  | { readonly reason: "launchd-job"; readonly job: string }
  | { readonly reason: "remote" }
  /** The server that answers is not Ollama, and cannot be asked for this. */
  | { readonly reason: "server-lacks"; readonly server: OtherServer; readonly ability: Ability }
  | { readonly reason: "port-taken" }
  /** With these variables in the settings, Ollama would not start again. */
  | { readonly reason: "bad-variables"; readonly problems: readonly EnvironmentProblem[] }
  | { readonly reason: "bad-host"; readonly problem: EndpointProblem }
  | { readonly reason: "no-such-model"; readonly model: string }
  | { readonly reason: "model-exists"; readonly model: string }
  | { readonly reason: "not-loaded"; readonly model: string }
  | { readonly reason: "cloud-model"; readonly model: string }
  /** Converted weights that no model has any more can only be deleted (docs/ollama.md §8.4). */
  | { readonly reason: "leftover"; readonly model: string }
  | { readonly reason: "model-busy"; readonly model: string }
  | { readonly reason: "no-backup"; readonly model: string }
  /** A model cannot be loaded like this. */
  | {
      readonly reason: "bad-load-settings";
      readonly model: string;
      readonly problems: readonly LoadSettingsProblem[];
    }
  /** A model cannot be copied to another host. */
  | {
      readonly reason: "not-copyable";
      readonly model: string;
      readonly failure: Failure;
      readonly at: CopyObstacle;
    }
  /** A model of the simulator: its files have the right sizes, and no content. */
  | { readonly reason: "demo-model"; readonly model: string }
  /** A model cannot be made of a file, which the person knows by this name. */
  | { readonly reason: "not-importable"; readonly file: string; readonly failure: Failure }
  /** A model cannot be written into a file. */
  | { readonly reason: "not-exportable"; readonly model: string; readonly failure: Failure }
  /** The models of a host cannot be read. */
  | { readonly reason: "not-comparable"; readonly host: string; readonly failure: Failure }
  /** The other host has this very model. */
  | { readonly reason: "same-model"; readonly model: string; readonly host: string }
  | { readonly reason: "test-running" }
  /** A model cannot be asked this. */
  | { readonly reason: "not-asked"; readonly problem: TryProblem }
  | { readonly reason: "no-host" }
  /** This host is not one of those that are watched. */
  | { readonly reason: "not-watched"; readonly host: string }
  /** There is no other host to choose. */
  | { readonly reason: "only-host" }
  /** The window works on no remote machine. */
  | { readonly reason: "own-computer" }
  /** The list of hosts does not have it. */
  | { readonly reason: "no-such-host"; readonly host: string }
  | { readonly reason: "already-downloading"; readonly model: string }
  | { readonly reason: "still-downloading"; readonly model: string }
  | { readonly reason: "no-such-download" }
  | { readonly reason: "no-such-notice" }
  /** The input is not a valid request, or that request is not allowed there. */
  | { readonly reason: "bad-command"; readonly problem: string }
  /** The Activity tab has no requests. */
  | { readonly reason: "no-requests" }
  /** The inspector shows no event, or none is selected. */
  | { readonly reason: "no-events" }
  | { readonly reason: "file-unwritable"; readonly detail: string }
  /** The chosen file cannot be opened as a report. */
  | { readonly reason: "report-unopened"; readonly flaw: ReportFlaw }
  /** The person did not confirm, or closed the prompt. */
  | { readonly reason: "declined" }
  | { readonly reason: "no-models" }
  | { readonly reason: "all-loaded" }
  | { readonly reason: "none-loaded" }
  | { readonly reason: "no-backups" }
  | { readonly reason: "no-updates" }
  | {
      readonly reason: "no-download";
      readonly to: "pause" | "resume" | "retry" | "cancel" | "forget" | "clear" | "move";
    }
  | { readonly reason: "no-address" }
  | { readonly reason: "no-host-for-headers" }
  | { readonly reason: "headers-unreadable"; readonly host: string }
  /** The setting does not say who runs Ollama. `host` is the name of the host in a setting that lists several. */
  | {
      readonly reason: "bad-owner";
      readonly setting: string;
      readonly host?: string;
      readonly problem: ChoiceProblem;
    }
  | { readonly reason: "log-elsewhere"; readonly whose: "paddock" | "another-program" | "elsewhere" }
  /** Ollama has left no process behind. */
  | { readonly reason: "no-orphans" }
  /** No request has failed for want of rights. */
  | { readonly reason: "no-terminal-line" }
  /** The process that runs the service is not known. */
  | { readonly reason: "no-process" }
  | { readonly reason: "key-unreadable" }
  | { readonly reason: "folder-out-of-reach" }
  /** No file manager of this machine opens the folder. */
  | { readonly reason: "folder-unopened"; readonly path: string }
  /** A part of the models folder cannot be read. */
  | { readonly reason: "folder-not-whole" }
  | { readonly reason: "partials-undeletable"; readonly detail: string }
  /** The disk was counted again since a person was shown what can be freed. */
  | { readonly reason: "counted-again" }
  /** What could be freed is needed now, or gone. */
  | { readonly reason: "nothing-to-free" }
  | { readonly reason: "files-undeletable"; readonly detail: string }
  /** Another program uses the port that was chosen, or it may not be used. */
  | { readonly reason: "port-not-free"; readonly port: number }
  /** The address of this host is in the list of hosts. */
  | { readonly reason: "listed-host" }
  /** The settings have what the preset sets. */
  | { readonly reason: "preset-holds"; readonly preset: string }
  /** No variable is set that an Ollama could be given. */
  | { readonly reason: "no-variables" }
  /** No package manager of this machine is known to have Ollama. */
  | { readonly reason: "no-package" }
  /** No newer release of Ollama is known. */
  | { readonly reason: "no-newer-release" }
  /** The editor could not write its settings; `detail` is its reason, with what to do about it. */
  | {
      readonly reason: "settings-unwritable";
      readonly what: "hosts" | "settings";
      readonly detail: string;
    }
  | { readonly reason: "window-closed" }
  | { readonly reason: "history-unwritable"; readonly failure: StoreFailure };

/** Accepts a command. No events at all means that the requested state holds already. */
export const accept = <Event>(...events: readonly Event[]): Decision<Event> => ({ accepted: true, events });

export const refuse = (refusal: Refusal): Decision<never> => ({ accepted: false, refusal });
