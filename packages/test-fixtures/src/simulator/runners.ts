import { wait, type Clock } from "../clock.ts";
import type { InstalledModel } from "./library.ts";

/** A model in memory. */
export type LoadedModel = {
  readonly model: InstalledModel;
  readonly contextLength: number;
  readonly expiresAtMs: number;
};

/** How a request needs its model to be loaded. */
export type AcquireRequest = {
  readonly model: InstalledModel;
  readonly contextLength: number;
  /** `undefined`: unchanged if the model is loaded, else the default. */
  readonly keepAliveMs: number | undefined;
  readonly signal: AbortSignal;
};

/** The models in memory: loaded on request, unloaded on request or when they expire. */
export class Runners {
  readonly #runners = new Map<string, Runner>();
  readonly #clock: Clock;
  readonly #loadMs: number;
  readonly #keepAliveMs: number;
  #releases = 0;

  constructor(clock: Clock, { loadMs, keepAliveMs }: { loadMs: number; keepAliveMs: number }) {
    this.#clock = clock;
    this.#loadMs = loadMs;
    this.#keepAliveMs = keepAliveMs;
  }

  /** Sorted by expiry, the latest first. Models that are still loading are not listed. */
  list(): readonly LoadedModel[] {
    return [...this.#runners.values()]
      .filter((runner) => runner.isLoaded)
      .map((runner) => ({
        ...runner,
        expiresAtMs: runner.expiresAtMs ?? this.#clock.now() + runner.keepAliveMs,
      }))
      .sort((a, b) => b.expiresAtMs - a.expiresAtMs || b.releases - a.releases);
  }

  /** Loads the model if necessary. Returns how to release it. */
  async acquire(request: AcquireRequest): Promise<() => void> {
    while (!request.signal.aborted) {
      const runner = this.#runners.get(keyOf(request.model));
      if (runner === undefined) await this.#load(request);
      else if (!runner.isLoaded) await waitForChange(runner, request.signal);
      else if (runner.contextLength === request.contextLength)
        return this.#retain(runner, request.keepAliveMs);
      else if (runner.refCount === 0) this.#unload(runner);
      else await waitForChange(runner, request.signal);
    }
    return () => undefined;
  }

  /** Unloads a model, at once or after its last response. Since 0.40, if it is not loaded: another of its name. */
  expire(model: InstalledModel, { orOthersOfName }: { readonly orOthersOfName: boolean }): void {
    const other = [...this.#runners.values()].find((one) => orOthersOfName && one.model.name === model.name);
    const runner = this.#runners.get(keyOf(model)) ?? other;
    if (runner === undefined) return;
    if (runner.isLoaded && runner.refCount === 0) return this.#unload(runner);
    runner.keepAliveMs = 0;
    runner.expiresAtMs = this.#clock.now();
  }

  clear(): void {
    for (const runner of this.#runners.values()) this.#unload(runner);
  }

  async #load(request: AcquireRequest): Promise<void> {
    const runner = createRunner(request, request.keepAliveMs ?? this.#keepAliveMs);
    this.#runners.set(keyOf(request.model), runner);
    await wait(this.#clock, this.#loadMs, request.signal);
    if (request.signal.aborted) return this.#unload(runner);
    runner.isLoaded = true;
    notifyChange(runner);
  }

  #retain(runner: Runner, keepAliveMs: number | undefined): () => void {
    this.#clock.clearTimeout(runner.timer);
    runner.refCount += 1;
    runner.keepAliveMs = keepAliveMs ?? runner.keepAliveMs;
    let isOver = false;
    return () => {
      if (!isOver) this.#release(runner);
      isOver = true;
    };
  }

  #release(runner: Runner): void {
    runner.refCount -= 1;
    if (runner.refCount > 0) return;
    if (runner.keepAliveMs <= 0) return this.#unload(runner);
    runner.expiresAtMs = this.#clock.now() + runner.keepAliveMs;
    runner.releases = this.#releases += 1;
    // A timer cannot run for longer than 2^31 ms, about 25 days. Such a model never expires.
    if (runner.keepAliveMs < 2 ** 31) {
      runner.timer = this.#clock.setTimeout(() => this.#unload(runner), runner.keepAliveMs);
    }
    notifyChange(runner);
  }

  #unload(runner: Runner): void {
    this.#clock.clearTimeout(runner.timer);
    const key = keyOf(runner.model);
    if (this.#runners.get(key) === runner) this.#runners.delete(key);
    notifyChange(runner);
  }
}

type Runner = {
  readonly model: InstalledModel;
  readonly contextLength: number;
  keepAliveMs: number;
  expiresAtMs: number | undefined;
  /** Counts releases, to order models that expire in the same millisecond. */
  releases: number;
  refCount: number;
  isLoaded: boolean;
  timer: unknown;
  /** Aborted (and replaced) when the runner was loaded, released or unloaded. */
  changed: AbortController;
};

function createRunner({ model, contextLength }: AcquireRequest, keepAliveMs: number): Runner {
  return {
    model,
    contextLength,
    keepAliveMs,
    expiresAtMs: undefined,
    releases: 0,
    refCount: 0,
    isLoaded: false,
    timer: undefined,
    changed: new AbortController(),
  };
}

function notifyChange(runner: Runner): void {
  runner.changed.abort();
  runner.changed = new AbortController();
}

function waitForChange(runner: Runner, signal: AbortSignal): Promise<void> {
  const either = AbortSignal.any([runner.changed.signal, signal]);
  return new Promise((resolve) => {
    if (either.aborted) resolve();
    else either.addEventListener("abort", () => resolve());
  });
}

/** Models with the same weights share a runner. */
function keyOf(model: InstalledModel): string {
  return model.layers.find((layer) => layer.kind === "model")?.digest ?? model.name;
}
