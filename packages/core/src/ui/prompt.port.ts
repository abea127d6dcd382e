import type { PullLayer } from "../downloads/pull-progress.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Choice } from "./choice.ts";

/** The chosen model: to download, with its layers if the preview has found them out, or one that is installed already. */
export type NewModel =
  | { readonly kind: "download"; readonly model: ModelName; readonly layers?: readonly PullLayer[] }
  | { readonly kind: "installed"; readonly model: ModelName };

/** Asks the person for an action's input. Resolves with `undefined` if the person cancels. */
export interface PromptPort {
  choose<Value>(question: {
    /** What the choice is for. */
    readonly title: string;
    readonly placeholder: string;
    readonly choices: readonly Choice<Value>[];
  }): Promise<Value | undefined>;
  text(question: {
    readonly title: string;
    readonly prompt: string;
    /** Initial text. */
    readonly value: string;
    /** Validates a text: says what is wrong with it. */
    readonly problem: (text: string) => string | undefined;
  }): Promise<string | undefined>;
  /** Asks for the model to download or to show; starts with a search text. */
  newModel(text: string): Promise<NewModel | undefined>;
  /** Asks for a file on the machine that Paddock runs on; resolves with its full path. */
  file(title: string): Promise<string | undefined>;
  /** Asks where to write a file there; resolves with its full path. The editor asks before one is replaced. */
  newFile(question: { readonly title: string; readonly name: string }): Promise<string | undefined>;
  /** Lets the person edit the request headers for a host (`originOf` its endpoint); resolves with whether they did. */
  headers(origin: string): Promise<boolean>;
  /**
   * Asks for request headers that are not saved; `entered` are those that were entered before, in place of those that
   * are saved.
   */
  newHeaders(
    origin: string,
    entered: Readonly<Record<string, string>> | undefined,
  ): Promise<Readonly<Record<string, string>> | undefined>;
}
