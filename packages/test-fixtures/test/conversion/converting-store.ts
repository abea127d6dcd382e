import { openSimulator, type Simulator, type SimulatorOptions } from "../../src/index.ts";
import { parseJson, type Json } from "../../src/json.ts";
import { charger, pony, RECORDED_REGISTRY, shire } from "../conformance/recorded-models.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { folderFor } from "../support/temporary.ts";
import { until } from "../support/until.ts";
import { rowsOf, type Row } from "./rows.ts";

export const CHARGER = "charger";
export const SECOND = `${RECORDED_REGISTRY}/charger`;

/** The digests of the recordings, and those of the same children here. */
export type Digests = { readonly original: string; readonly first: string; readonly second: string };

export const RECORDED: Digests = {
  original: "389aca4837db1d2512e7dd94bfffe6ac2ea4b3e1ee372935d17e2e2dd1be5535",
  first: "7ab3f273f8d65d4414551e5ca8a3b1f64a7104262ac93ce2aea99b7105c4b0f5",
  second: "db856bf4a05bc855f0474d6fad11206b8bdb3d432debf84d57b53673f1172bc4",
};

/** The models folder of the recordings `migrate-*`, written by 0.33. Each Ollama that opens it ends the one before. */
export class ConvertingStore {
  readonly clock = new FakeClock();
  readonly folder = folderFor();
  #running: Simulator | undefined;

  async open(version: "0.33.0-rc2" | "0.40.0-preview", options: SimulatorOptions = {}): Promise<Simulator> {
    const isFirst = this.#running === undefined;
    await this.#running?.pause();
    this.#running = await openSimulator({
      version,
      dataDir: this.folder,
      clock: this.clock,
      models: this.#written(),
      ...options,
    });
    // The first change writes the files.
    if (isFirst) for (const model of this.#written()) this.#running.install(model);
    return this.#running;
  }

  async close(): Promise<void> {
    await this.#running?.close();
  }

  get simulator(): Simulator {
    if (this.#running === undefined) throw new Error("nothing is running");
    return this.#running;
  }

  async send(path: string, body?: Json, method = "POST"): Promise<{ status: number; body: Json }> {
    const request = body === undefined ? {} : { method, body: this.#toOwn(JSON.stringify(body)) };
    const answer = await fetch(this.simulator.url + path, request);
    const text = this.#toRecorded(await answer.text());
    return { status: answer.status, body: parseJson(text) ?? text };
  }

  /** Loads a model, and waits until it was converted behind. */
  async convert(name: string): Promise<void> {
    await this.send("/api/generate", { model: name });
    await until(() => this.#childOf(name, "llamacpp") !== undefined);
  }

  async tags(): Promise<readonly Row[]> {
    return rowsOf((await this.send("/api/tags")).body);
  }

  async ps(): Promise<readonly Row[]> {
    return rowsOf((await this.send("/api/ps")).body);
  }

  digests(): Digests {
    const known = (name: string, runner: string, recorded: string): string =>
      this.#childOf(name, runner) ?? this.#seen.get(recorded) ?? recorded;
    const own = {
      original: known(CHARGER, "ggml", RECORDED.original),
      first: known(CHARGER, "llamacpp", RECORDED.first),
      second: known(SECOND, "llamacpp", RECORDED.second),
    };
    this.#seen
      .set(RECORDED.original, own.original)
      .set(RECORDED.first, own.first)
      .set(RECORDED.second, own.second);
    return own;
  }

  readonly #seen = new Map<string, string>();

  #childOf(name: string, runner: string): string | undefined {
    const full = name.includes(":latest") ? name : `${name}:latest`;
    return this.simulator.models.find((model) => model.name === full && model.runner === runner)?.digest;
  }

  #toOwn(text: string): string {
    const own = this.digests();
    return text
      .replaceAll(RECORDED.original, own.original)
      .replaceAll(RECORDED.first, own.first)
      .replaceAll(RECORDED.second, own.second);
  }

  #toRecorded(text: string): string {
    const own = this.digests();
    return text
      .replaceAll(own.original, RECORDED.original)
      .replaceAll(own.first, RECORDED.first)
      .replaceAll(own.second, RECORDED.second);
  }

  #written() {
    const startMs = Date.UTC(2026, 0, 1);
    const at = (seconds: number) => ({ modifiedAtMs: startMs - 10_000 + seconds * 1000 });
    const ponyHere = {
      digest: "dbb609bb3086b0d06dca33b861982858c00bebf1a3c78ca95f95b1030822c634",
      weights: {
        digest: "sha256:9f8b97506fccb2cd3610998641423a31e33b2d9a12e9619237d427412d980ce3",
        sizeBytes: 227_104,
      },
    };
    const shireHere = { digest: "f5cc086d4c4f30df71773db02911a03c4a97c3808f9393f159faca4a0b0f3b9f" };
    const arabian = {
      digest: "2a31360200036f84725ae54745e36834b4a232ad02b492448c0c952dd04c0cc5",
      runner: "llamacpp",
    } as const;
    const calm = {
      digest: "ffbe48b036b2904f2a3ac802d628c5668af7092ecd6498f645aa04d75cf28eb0",
      system: "Be calm.",
    };
    return [
      pony(`${RECORDED_REGISTRY}/pony`, { ...at(1), ...ponyHere }),
      charger(SECOND, at(2)),
      shire(`${RECORDED_REGISTRY}/shire`, { ...at(3), ...shireHere }),
      pony(`${RECORDED_REGISTRY}/arabian`, { ...at(4), ...arabian }),
      pony("calm", { ...at(5), ...ponyHere, ...calm }),
      pony("pony", { ...at(5), ...ponyHere }),
      charger(CHARGER, at(5)),
    ];
  }
}
