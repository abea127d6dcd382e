import type { PublicState } from "@paddock/core/views";
import type * as vscode from "vscode";

/**
 * What another extension may request. Paddock asks the person to confirm what may lose something: `model.delete` always;
 * `service.stop` and `service.restart` while another program downloads with this Ollama; `download.cancel` and
 * `download.pause` of a download that is stuck, since Ollama may crash when it is closed; and `download.pause` where Ollama
 * is so old that it may delete the data of a paused download. If the person declines, the reason is `declined`.
 */
export type PaddockCommand = {
  /** The host, in the form of `state.service.host`; by default the host that the window shows. */
  readonly host?: string;
} & (
  | { readonly type: "service.start" | "service.stop" | "service.restart" | "service.test" }
  | { readonly type: "models.refresh" }
  | { readonly type: "model.load" | "model.unload" | "model.delete"; readonly model: string }
  | { readonly type: "download.request"; readonly model: string }
  | {
      readonly type: `download.${"pause" | "resume" | "retry" | "cancel"}`;
      readonly id: string;
    }
);

/** `reason` is a short name to compare with; `message` is a sentence for people. */
export type PaddockRefusal = {
  readonly accepted: false;
  readonly reason: string;
  readonly message: string;
};

/** Whether a command is carried out, and why not. */
export type PaddockAnswer = { readonly accepted: true } | PaddockRefusal;

/** The result of a command. */
export type PaddockOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly reason: string; readonly message: string }
  /** A person or another command ended it first. */
  | { readonly kind: "cancelled" }
  /** The end was not observed: the window was closed, or Paddock switched to another host. */
  | { readonly kind: "unknown" };

/** Whether a command is carried out; `completed` resolves with its result, and never rejects. */
export type PaddockProgress =
  | { readonly accepted: true; readonly completed: Promise<PaddockOutcome> }
  | PaddockRefusal;

/** Version 1 of the API for other extensions; nothing is ever removed from it. */
export interface PaddockApi {
  /**
   * The last known state, as plain JSON. While none of Paddock's views is visible, Ollama is not asked, and other programs
   * may have changed more since: if Paddock has seen that, reading this property makes it ask, and `onDidChangeState`
   * follows.
   */
  readonly state: PublicState;
  /** Asks Ollama for its models, and resolves with the state then. Never rejects. */
  freshState(): Promise<PublicState>;
  /** Calls the listener whenever `state` has changed. */
  onDidChangeState(listener: (state: PublicState) => void): vscode.Disposable;
  /** Sends a command. Its effects show up in `state`. */
  dispatch(command: PaddockCommand): Promise<PaddockAnswer>;
  /**
   * Sends a command and follows it to its end: a start until Ollama answers, a download until it is complete or
   * cancelled. That may take hours.
   */
  request(command: PaddockCommand): Promise<PaddockProgress>;
}

/** What this extension exports. */
export interface PaddockExports {
  /** Throws a `RangeError` for a version that this extension does not have. */
  getAPI(version: 1): PaddockApi;
}
