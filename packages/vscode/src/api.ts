import type { PublicState } from "@paddock/core/views";
import type * as vscode from "vscode";

/** What another extension may ask for. What destroys is asked about here, whoever asks for it. */
export type PaddockCommand =
  | { readonly type: "service.start" | "service.stop" | "service.restart" | "service.test" }
  | { readonly type: "models.refresh" }
  | { readonly type: "model.load" | "model.unload" | "model.delete"; readonly model: string }
  | { readonly type: "download.request"; readonly model: string }
  | {
      readonly type: `download.${"pause" | "resume" | "retry" | "cancel"}`;
      readonly id: string;
    };

/** `reason` is a short name to compare with; `message` is a sentence for people. */
export type PaddockAnswer =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly reason: string; readonly message: string };

/** Version 1 of what other extensions get; nothing in it is ever taken away. */
export interface PaddockApi {
  /** What is so now, as plain JSON. */
  readonly state: PublicState;
  /** Calls the listener whenever `state` has changed. */
  onDidChangeState(listener: (state: PublicState) => void): vscode.Disposable;
  /** Asks for something. What follows from it arrives in `state`. */
  dispatch(command: PaddockCommand): Promise<PaddockAnswer>;
}

/** What this extension exports. */
export interface PaddockExports {
  /** Throws a `RangeError` for a version that this extension does not have. */
  getAPI(version: 1): PaddockApi;
}
