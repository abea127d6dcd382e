import {
  openSimulator,
  type SimulatedList,
  type SimulatedModel,
  type Simulator,
  type SimulatorOptions,
} from "../../src/index.ts";
import { recordedModels } from "./recorded-models.ts";
import type { Substitutions, Upload } from "./send.ts";

/** A simulator in the state in which a recording was made. */
export interface Testbed {
  readonly simulator: Simulator;
  readonly substitutions: Substitutions;
  close(): Promise<void>;
}

/** The state in which a recording was made. */
export type State = {
  readonly models?: readonly (SimulatedModel | SimulatedList)[];
  readonly options?: SimulatorOptions;
  /** Preparations. May return substitutions. */
  readonly prepare?: (testbed: Testbed) => Promise<Substitutions | void>;
  readonly upload?: Upload;
};

/** Opens a simulator in this state. */
export async function openTestbed(state: State): Promise<Testbed> {
  const simulator = await openSimulator({
    models: state.models ?? [],
    isCloudDisabled: true,
    ...state.options,
  });
  const testbed: Testbed = {
    simulator,
    // Port 1 is closed.
    substitutions: { "127.0.0.1:5999": "127.0.0.1:1" },
    close: () => simulator.close(),
  };
  const own = await state.prepare?.(testbed);
  return { ...testbed, substitutions: { ...testbed.substitutions, ...own } };
}

export async function sendRequest(
  { url }: { readonly url: string },
  path: string,
  body?: unknown,
  method = body === undefined ? "GET" : "POST",
): Promise<Response> {
  return fetch(url + path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

export async function load(
  simulator: Simulator,
  ...requests: readonly Readonly<Record<string, unknown>>[]
): Promise<void> {
  for (const request of requests) {
    const path = "input" in request ? "/api/embed" : "/api/generate";
    const answer = await sendRequest(simulator, path, request);
    if (!answer.ok) throw new Error(await answer.text());
    await answer.text();
  }
}

/** The recorded models, after these preparations. */
export function after(...steps: readonly ((testbed: Testbed) => Promise<unknown>)[]): State {
  return {
    models: recordedModels(),
    prepare: async (testbed) => {
      for (const step of steps) await step(testbed);
    },
  };
}

/** A step for `after` that loads models. */
export function loaded(
  ...requests: readonly Readonly<Record<string, unknown>>[]
): (testbed: Testbed) => Promise<unknown> {
  return ({ simulator }) => load(simulator, ...requests);
}
