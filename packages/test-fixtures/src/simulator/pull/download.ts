import { wait } from "../../clock.ts";
import { blobName, partialName, partName } from "../blobs/blob-names.ts";
import { cutIntoParts, emptyPart, readParts, writePart } from "../blobs/parts.ts";
import { runInParallel } from "./run-in-parallel.ts";
import { LINE_INTERVAL_MS, startTicker } from "./ticker.ts";
import { LINGER_MS } from "./chances.ts";
import { findDirectUrl } from "./direct-url.ts";
import type { DownloadContext } from "./download-context.ts";
import { Canceled, toError } from "./errors.ts";
import { toLivePart, type LivePart } from "./live-part.ts";
import { fetchPart } from "./part-fetch.ts";
import { sendToRegistry } from "./registry-request.ts";

/** The download of a layer, shared by all pulls that need it (server/download.go `blobDownload`). */
export class Download {
  readonly digest: string;
  readonly #url: URL;
  readonly #isGuarded: boolean;
  readonly #context: DownloadContext;
  readonly #done = new AbortController();
  /** Absent until the download has started. If its last pull leaves before that, the process panics. */
  #cancel: AbortController | undefined;
  #parts: readonly LivePart[] = [];
  #totalBytes = 0;
  #doneBytes = 0;
  #references = 0;
  #failure: Error | undefined;

  constructor(
    { digest, url, isGuarded }: { readonly digest: string; readonly url: URL; readonly isGuarded: boolean },
    downloadContext: DownloadContext,
  ) {
    this.digest = digest;
    this.#url = url;
    this.#isGuarded = isGuarded;
    this.#context = downloadContext;
  }

  /** Finds out the size of the layer: from the parts on the disk, or from the registry. */
  async prepare(signal: AbortSignal): Promise<void> {
    const { folder, log, partSizes } = this.#context;
    let records = readParts(folder, this.digest);
    if (records.length === 0) {
      const head = await sendToRegistry(this.#url, { method: "HEAD", signal }, this.#context);
      head.resume();
      records = cutIntoParts(Number(head.headers["content-length"] ?? 0), partSizes);
      for (const record of records) writePart(folder, this.digest, record);
    }
    this.#parts = records.map(toLivePart);
    this.#totalBytes = records.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    this.#doneBytes = records.reduce((sum, { doneBytes }) => sum + doneBytes, 0);
    const [first] = records;
    if (first !== undefined) {
      log(
        `downloading ${this.digest.slice(7, 19)} in ${records.length} ${toHumanBytes(first.sizeBytes)} part(s)`,
      );
    }
  }

  /** Downloads until the layer is complete, has failed for good, or was cancelled. */
  async run(forget: () => void): Promise<void> {
    const cancel = new AbortController();
    this.#cancel = cancel;
    this.#failure = await this.#fetch(cancel.signal).then(() => undefined, toError);
    const { chances, clock, exitSignal, random } = this.#context;
    if (cancel.signal.aborted && random() < chances.cancelLingers) await wait(clock, LINGER_MS, exitSignal);
    forget();
    this.#done.abort();
  }

  /** Reports the progress until the end. When the last follower leaves, the download is cancelled. */
  async follow(signal: AbortSignal, line: (totalBytes: number, doneBytes: number) => void): Promise<void> {
    const ticker = startTicker(this.#context.clock, LINE_INTERVAL_MS);
    const either = AbortSignal.any([this.#done.signal, signal]);
    this.#references += 1;
    try {
      while (!either.aborted) {
        await ticker.next(either);
        if (!either.aborted) line(this.#totalBytes, this.#doneBytes);
      }
    } finally {
      this.#release();
    }
    if (!this.#done.signal.aborted) throw new Canceled();
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Writes the progress of unfinished parts. */
  save(isLucky: () => boolean): void {
    for (const part of this.#parts) {
      if (part.arrivedBytes === 0 || !isLucky()) continue;
      writePart(this.#context.folder, this.digest, {
        ...part,
        doneBytes: part.doneBytes + part.arrivedBytes,
      });
    }
  }

  /** The process ended between the opening of a note, which empties it, and the writing. */
  emptyNote(): void {
    const part = this.#parts.find(({ doneBytes, sizeBytes }) => doneBytes < sizeBytes);
    if (part !== undefined) emptyPart(this.#context.folder, this.digest, part.n);
  }

  #release(): void {
    this.#references -= 1;
    if (this.#references > 0 || this.#context.exitSignal.aborted) return;
    if (this.#cancel === undefined) this.#context.panic();
    else this.#cancel.abort();
  }

  async #fetch(cancelled: AbortSignal): Promise<void> {
    const { folder } = this.#context;
    const file = folder.open(partialName(this.digest), this.#totalBytes);
    try {
      const url = await findDirectUrl(this.#url, cancelled, this.#context);
      const controller = new AbortController();
      const signal = AbortSignal.any([cancelled, controller.signal]);
      const count = (bytes: number): void => void (this.#doneBytes += bytes);
      const chunk = { digest: this.digest, url, isGuarded: this.#isGuarded, file, signal, count };
      const left = this.#parts.filter(({ doneBytes, sizeBytes }) => doneBytes < sizeBytes);
      const parallel = { limit: MAX_PARALLEL_PARTS, controller };
      await runInParallel(left, parallel, (part) => fetchPart(part, chunk, this.#context));
    } finally {
      file.close();
    }
    // Ollama counts the parts instead of listing their files: if a file is missing, every attempt fails here.
    for (const index of this.#parts.keys()) folder.remove(partName(this.digest, index));
    folder.rename(partialName(this.digest), blobName(this.digest));
  }
}

const MAX_PARALLEL_PARTS = 16;

/** Like Ollama's format/bytes.go. */
function toHumanBytes(bytes: number): string {
  const [unit, name] = UNITS.find(([size]) => bytes >= size) ?? [1, "B"];
  const value = bytes / unit;
  return `${value >= 10 || Number.isInteger(value) ? Math.trunc(value) : value.toFixed(1)} ${name}`;
}

const UNITS = [
  [1e12, "TB"],
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "KB"],
] as const;
