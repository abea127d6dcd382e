import {
  openSimulator,
  type SimulatedModel,
  type Simulator,
  type SimulatorOptions,
} from "../../src/index.ts";
import { herd } from "./recorded-models.ts";
import type { Substitutions, Upload } from "./send.ts";

/** A simulator in the state in which a recording was made. */
export interface Bench {
  readonly simulator: Simulator;
  readonly substitutions: Substitutions;
  close(): Promise<void>;
}

/** How the world was when a recording was made. */
export type State = {
  readonly models?: readonly SimulatedModel[];
  readonly options?: SimulatorOptions;
  /** What had been done before; it may hand back texts that stand for others. */
  readonly prepare?: (bench: Bench) => Promise<Substitutions | void>;
  readonly upload?: Upload;
};

/** Puts the world into a state. */
export async function openBench(state: State): Promise<Bench> {
  const simulator = await openSimulator({
    models: state.models ?? [],
    isCloudDisabled: true,
    ...state.options,
  });
  const bench: Bench = {
    simulator,
    // Nothing listens on port 1.
    substitutions: { "127.0.0.1:5999": "127.0.0.1:1" },
    close: () => simulator.close(),
  };
  const own = await state.prepare?.(bench);
  return { ...bench, substitutions: { ...bench.substitutions, ...own } };
}

/** Sends a request of a test's own. */
export async function ask(
  { url }: { readonly url: string },
  path: string,
  body?: unknown,
  method = body === undefined ? "GET" : "POST",
): Promise<Response> {
  return fetch(url + path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

/** Loads models, in this order. */
export async function load(
  simulator: Simulator,
  ...requests: readonly Readonly<Record<string, unknown>>[]
): Promise<void> {
  for (const request of requests) {
    const path = "input" in request ? "/api/embed" : "/api/generate";
    const answer = await ask(simulator, path, request);
    if (!answer.ok) throw new Error(await answer.text());
    await answer.text();
  }
}

/** The herd, and what was done before. */
export function after(...steps: readonly ((bench: Bench) => Promise<unknown>)[]): State {
  return {
    models: herd(),
    prepare: async (bench) => {
      for (const step of steps) await step(bench);
    },
  };
}

/** Loads models as a step of `after`. */
export function loaded(
  ...requests: readonly Readonly<Record<string, unknown>>[]
): (bench: Bench) => Promise<unknown> {
  return ({ simulator }) => load(simulator, ...requests);
}
