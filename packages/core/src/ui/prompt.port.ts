import type { PullLayer } from "../downloads/pull-progress.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Choice } from "./choice.ts";

/** The model that was chosen, with its layers where the preview has found them out. */
export type NewModel = { readonly model: ModelName; readonly layers?: readonly PullLayer[] };

/** Asks a person for what an action needs. Each resolves with `undefined` where the person leaves it. */
export interface PromptPort {
  choose<Value>(placeholder: string, choices: readonly Choice<Value>[]): Promise<Value | undefined>;
  text(question: {
    readonly title: string;
    readonly prompt: string;
    /** What stands there at first. */
    readonly value: string;
    /** What is wrong with a text, in words. */
    readonly problem: (text: string) => string | undefined;
  }): Promise<string | undefined>;
  /** Which model to download; looked for by what was typed so far. */
  newModel(text: string): Promise<NewModel | undefined>;
  /** Lets the person change the request headers for a host (`originOf` its endpoint). Whether they did. */
  headers(origin: string): Promise<boolean>;
}
