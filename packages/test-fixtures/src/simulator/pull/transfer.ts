import { wait, type Clock } from "../../clock.ts";
import { toBytes } from "../http/body.ts";
import { addBytes, type PartialLayer } from "./partial.ts";
import { askRegistry } from "./registry-client.ts";

/** One layer being fetched, until it is there, fails for good, or is stopped. */
export class Transfer {
  /** How many pulls wait for it. */
  followers = 0;
  readonly partial: PartialLayer;
  readonly #clock: Clock;
  readonly #url: URL;
  readonly #stop = new AbortController();
  readonly #over = new AbortController();
  #failure: Error | undefined;
  #hash: string | undefined;

  constructor(partial: PartialLayer, url: URL, clock: Clock) {
    this.partial = partial;
    this.#url = url;
    this.#clock = clock;
    void this.#run();
  }

  /** 0 while it is not known yet. */
  get totalBytes(): number {
    return this.partial.totalBytes;
  }

  get doneBytes(): number {
    return this.partial.doneBytes;
  }

  /** Given when it is over, one way or the other. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  get isComplete(): boolean {
    return this.#over.signal.aborted && this.#failure === undefined;
  }

  /** Says after the end what the bytes hash to, if anybody can; throws what went wrong. */
  result(): string | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    // A hash can be asked for once only.
    this.#hash ??= this.partial.hash && `sha256:${this.partial.hash.digest("hex")}`;
    return this.#hash;
  }

  stop(): void {
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    try {
      await this.#fetchAll();
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    }
    this.#over.abort();
  }

  async #fetchAll(): Promise<void> {
    const { partial } = this;
    const gone = this.#stop.signal;
    const head = await askRegistry(this.#url, { method: "HEAD", gone });
    head.resume();
    partial.totalBytes = Number(head.headers["content-length"] ?? 0);
    for (let attempt = 0; partial.doneBytes < partial.totalBytes; attempt += 1) {
      const problem = await this.#fetchRest().catch((error: unknown) => error);
      if (gone.aborted) throw new Error("context canceled");
      if (problem === undefined) continue;
      if (problem instanceof Unfit) throw problem;
      const reason = problem instanceof Error ? problem.message : "EOF";
      if (attempt >= RETRIES) throw new Error(`max retries exceeded: ${reason}`);
      await wait(this.#clock, 1000 * 2 ** attempt, gone);
    }
  }

  async #fetchRest(): Promise<void> {
    const { partial } = this;
    const gone = this.#stop.signal;
    const range = `bytes=${partial.doneBytes}-${partial.totalBytes - 1}`;
    const answer = await askRegistry(await locate(this.#url, gone), { headers: { range }, gone });
    if (answer.statusCode !== 206) {
      answer.resume();
      throw new Error("EOF");
    }
    for await (const piece of answer) {
      if (gone.aborted) return;
      addBytes(partial, toBytes(piece));
    }
    if (partial.doneBytes < partial.totalBytes) throw new Error("EOF");
  }
}

const RETRIES = 6;

/** The registry must send us to another host, or the pull fails for good. */
async function locate(url: URL, gone: AbortSignal): Promise<URL> {
  const answer = await askRegistry(url, { gone });
  answer.resume();
  const location = answer.headers.location;
  if (location === undefined) throw new Unfit("http: no Location header in response");
  return new URL(location, url);
}

class Unfit extends Error {}
