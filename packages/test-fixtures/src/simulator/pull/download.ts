import { wait } from "../../clock.ts";
import { blobName, partialName, partName } from "../blobs/blob-names.ts";
import { cutIntoParts, readParts, writePart } from "../blobs/parts.ts";
import { doAll } from "./run-in-parallel.ts";
import { LINE_EVERY_MS, startBeat } from "./ticker.ts";
import { LINGER_MS } from "./chances.ts";
import { findDirectUrl } from "./direct-url.ts";
import type { Downloading } from "./download-context.ts";
import { Canceled, toError } from "./errors.ts";
import { toLivePart, type LivePart } from "./live-part.ts";
import { fetchPart } from "./part-fetch.ts";
import { askRegistry } from "./registry-request.ts";

/** One layer being fetched, for however many pulls want it (server/download.go `blobDownload`). */
export class Download {
  readonly digest: string;
  readonly #url: URL;
  readonly #with: Downloading;
  readonly #done = new AbortController();
  /** Absent until the fetching has begun: who is the last to leave before that brings the process down. */
  #cancel: AbortController | undefined;
  #parts: readonly LivePart[] = [];
  #totalBytes = 0;
  #doneBytes = 0;
  #references = 0;
  #failure: Error | undefined;

  constructor(digest: string, url: URL, downloading: Downloading) {
    this.digest = digest;
    this.#url = url;
    this.#with = downloading;
  }

  /** Learns how big the layer is: from the parts on the disk, or from the registry. */
  async prepare(gone: AbortSignal): Promise<void> {
    const { folder, log, partSizes } = this.#with;
    let records = readParts(folder, this.digest);
    if (records.length === 0) {
      const head = await askRegistry(this.#url, { method: "HEAD", gone }, this.#with);
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

  /** Fetches it, until it is there, has failed for good, or nobody wants it any more. */
  async run(forget: () => void): Promise<void> {
    const cancel = new AbortController();
    this.#cancel = cancel;
    this.#failure = await this.#fetch(cancel.signal).then(() => undefined, toError);
    const { chances, clock, life, random } = this.#with;
    if (cancel.signal.aborted && random() < chances.cancelLingers) await wait(clock, LINGER_MS, life);
    forget();
    this.#done.abort();
  }

  /** Tells of its progress until it is over; the last one to leave stops it. */
  async follow(gone: AbortSignal, line: (totalBytes: number, doneBytes: number) => void): Promise<void> {
    const beat = startBeat(this.#with.clock, LINE_EVERY_MS);
    const either = AbortSignal.any([this.#done.signal, gone]);
    this.#references += 1;
    try {
      while (!either.aborted) {
        await beat.next(either);
        if (!either.aborted) line(this.#totalBytes, this.#doneBytes);
      }
    } finally {
      this.#release();
    }
    if (!this.#done.signal.aborted) throw new Canceled();
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** What a stop of the process writes of the parts that are on their way, if it comes to that. */
  save(isLucky: () => boolean): void {
    for (const part of this.#parts) {
      if (part.arrivedBytes === 0 || !isLucky()) continue;
      writePart(this.#with.folder, this.digest, { ...part, doneBytes: part.doneBytes + part.arrivedBytes });
    }
  }

  #release(): void {
    this.#references -= 1;
    if (this.#references > 0 || this.#with.life.aborted) return;
    if (this.#cancel === undefined) this.#with.panic();
    else this.#cancel.abort();
  }

  async #fetch(cancelled: AbortSignal): Promise<void> {
    const { folder } = this.#with;
    const file = folder.open(partialName(this.digest), this.#totalBytes);
    try {
      const url = await findDirectUrl(this.#url, cancelled, this.#with);
      const stop = new AbortController();
      const gone = AbortSignal.any([cancelled, stop.signal]);
      const count = (bytes: number): void => void (this.#doneBytes += bytes);
      const chunk = { digest: this.digest, url, file, gone, count };
      const left = this.#parts.filter(({ doneBytes, sizeBytes }) => doneBytes < sizeBytes);
      await doAll(left, MOST_PARTS_AT_ONCE, stop, (part) => fetchPart(part, chunk, this.#with));
    } finally {
      file.close();
    }
    // By their count, not by their names: where one is missing, this fails at every attempt.
    for (const index of this.#parts.keys()) folder.remove(partName(this.digest, index));
    folder.rename(partialName(this.digest), blobName(this.digest));
  }
}

const MOST_PARTS_AT_ONCE = 16;

/** As Ollama's format/bytes.go. */
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
