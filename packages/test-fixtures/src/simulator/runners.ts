import { wait, type Clock } from "../clock.ts";
import type { InstalledModel } from "./library.ts";

/** A model in memory. */
export type LoadedModel = {
  readonly model: InstalledModel;
  readonly contextLength: number;
  readonly expiresAtMs: number;
};

/** What a request asks of a model before it can be answered. */
export type Claim = {
  readonly model: InstalledModel;
  readonly contextLength: number;
  /** Absent: as the model was loaded, or the default. */
  readonly keepAliveMs: number | undefined;
  readonly gone: AbortSignal;
};

/** The models in memory: loaded when claimed, told to go, gone when their time is over. */
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

  /** Longest-living first, without those that are still loading. */
  list(): readonly LoadedModel[] {
    return [...this.#runners.values()]
      .filter((runner) => runner.isLoaded)
      .map((runner) => ({
        ...runner,
        expiresAtMs: runner.expiresAtMs ?? this.#clock.now() + runner.keepAliveMs,
      }))
      .sort((a, b) => b.expiresAtMs - a.expiresAtMs || b.releases - a.releases);
  }

  /** Loads the model if need be; what it answers is to be called when the claim is over. */
  async claim(claim: Claim): Promise<() => void> {
    while (!claim.gone.aborted) {
      const runner = this.#runners.get(keyOf(claim.model));
      if (runner === undefined) await this.#load(claim);
      else if (!runner.isLoaded) await changeOf(runner, claim.gone);
      else if (runner.contextLength === claim.contextLength) return this.#take(runner, claim.keepAliveMs);
      else if (runner.claims === 0) this.#forget(runner);
      else await changeOf(runner, claim.gone);
    }
    return () => undefined;
  }

  /** Tells a model to go, at once or when it has answered. */
  expire(model: InstalledModel): void {
    const runner = this.#runners.get(keyOf(model));
    if (runner === undefined) return;
    if (runner.isLoaded && runner.claims === 0) return this.#forget(runner);
    runner.keepAliveMs = 0;
    runner.expiresAtMs = this.#clock.now();
  }

  clear(): void {
    for (const runner of this.#runners.values()) this.#forget(runner);
  }

  async #load(claim: Claim): Promise<void> {
    const runner = createRunner(claim, claim.keepAliveMs ?? this.#keepAliveMs);
    this.#runners.set(keyOf(claim.model), runner);
    await wait(this.#clock, this.#loadMs, claim.gone);
    if (claim.gone.aborted) return this.#forget(runner);
    runner.isLoaded = true;
    announce(runner);
  }

  #take(runner: Runner, keepAliveMs: number | undefined): () => void {
    this.#clock.clearTimeout(runner.timer);
    runner.claims += 1;
    runner.keepAliveMs = keepAliveMs ?? runner.keepAliveMs;
    let isOver = false;
    return () => {
      if (!isOver) this.#release(runner);
      isOver = true;
    };
  }

  #release(runner: Runner): void {
    runner.claims -= 1;
    if (runner.claims > 0) return;
    if (runner.keepAliveMs <= 0) return this.#forget(runner);
    runner.expiresAtMs = this.#clock.now() + runner.keepAliveMs;
    runner.releases = this.#releases += 1;
    // A timer cannot run for longer than 2^31 ms, and such a model stays anyway.
    if (runner.keepAliveMs < 2 ** 31) {
      runner.timer = this.#clock.setTimeout(() => this.#forget(runner), runner.keepAliveMs);
    }
    announce(runner);
  }

  #forget(runner: Runner): void {
    this.#clock.clearTimeout(runner.timer);
    const key = keyOf(runner.model);
    if (this.#runners.get(key) === runner) this.#runners.delete(key);
    announce(runner);
  }
}

type Runner = {
  readonly model: InstalledModel;
  readonly contextLength: number;
  keepAliveMs: number;
  expiresAtMs: number | undefined;
  /** Of two that end in the same millisecond, the one released later lives longer. */
  releases: number;
  claims: number;
  isLoaded: boolean;
  timer: unknown;
  /** Given when it is loaded, idle or gone, for those who wait for that. */
  changed: AbortController;
};

function createRunner({ model, contextLength }: Claim, keepAliveMs: number): Runner {
  return {
    model,
    contextLength,
    keepAliveMs,
    expiresAtMs: undefined,
    releases: 0,
    claims: 0,
    isLoaded: false,
    timer: undefined,
    changed: new AbortController(),
  };
}

function announce(runner: Runner): void {
  runner.changed.abort();
  runner.changed = new AbortController();
}

function changeOf(runner: Runner, gone: AbortSignal): Promise<void> {
  const either = AbortSignal.any([runner.changed.signal, gone]);
  return new Promise((resolve) => {
    if (either.aborted) resolve();
    else either.addEventListener("abort", () => resolve());
  });
}

/** Models with the same weights share a runner. */
function keyOf(model: InstalledModel): string {
  return model.layers.find((layer) => layer.kind === "model")?.digest ?? model.name;
}
