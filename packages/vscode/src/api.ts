import type { PublicState } from "@paddock/core/views";
import type * as vscode from "vscode";

/** What another extension may ask for. What destroys is asked about here, whoever asks for it. */
export type PaddockCommand = {
  /** The host it is about, as `state.service.host` says it; absent: the one that is watched. */
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

/** Whether a command is carried out. */
export type PaddockAnswer = { readonly accepted: true } | PaddockRefusal;

/** What came of a command in the end. */
export type PaddockOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly reason: string; readonly message: string }
  /** A person or another command ended it first. */
  | { readonly kind: "cancelled" }
  /** It was not seen: the window was closed, or Paddock turned to another host. */
  | { readonly kind: "unknown" };

/** Whether a command is carried out; `completed` resolves with what came of it, and never rejects. */
export type PaddockProgress =
  | { readonly accepted: true; readonly completed: Promise<PaddockOutcome> }
  | PaddockRefusal;

/** Version 1 of what other extensions get; nothing in it is ever taken away. */
export interface PaddockApi {
  /** What is so now, as plain JSON. */
  readonly state: PublicState;
  /** Calls the listener whenever `state` has changed. */
  onDidChangeState(listener: (state: PublicState) => void): vscode.Disposable;
  /** Asks for something. What follows from it arrives in `state`. */
  dispatch(command: PaddockCommand): Promise<PaddockAnswer>;
  /**
   * Asks for something, and follows it to its end: a start until Ollama answers, a download until all of it is there or
   * it was cancelled. That may take hours.
   */
  request(command: PaddockCommand): Promise<PaddockProgress>;
}

/** What this extension exports. */
export interface PaddockExports {
  /** Throws a `RangeError` for a version that this extension does not have. */
  getAPI(version: 1): PaddockApi;
}
