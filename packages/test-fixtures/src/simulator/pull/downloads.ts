import type { JsonObject } from "../../json.ts";
import { blobName } from "../blobs/blob-names.ts";
import { Download } from "./download.ts";
import type { DownloadContext } from "./download-context.ts";
import { trackLayerUse } from "./layer-uses.ts";

/** A pull that downloads layers. */
export type Puller = {
  readonly pull: number;
  readonly model: string;
  readonly isInsecure: boolean;
  readonly signal: AbortSignal;
  readonly line: (line: JsonObject) => void;
};

/** The downloads of a process. Pulls of the same layer share one download. */
export class Downloads {
  readonly #running = new Map<string, Download>();
  readonly #context: DownloadContext;

  constructor(downloadContext: DownloadContext) {
    this.#context = downloadContext;
  }

  /** Downloads a layer, or joins a download that is already running. */
  async fetch(digest: string, url: URL, puller: Puller): Promise<void> {
    await trackLayerUse(digest, puller, this.#context, async () => {
      const running = this.#running.get(digest) ?? (await this.#begin(digest, url, puller));
      await running.follow(puller.signal, (total, done) => puller.line(toLine(digest, total, done)));
    });
  }

  /** On SIGTERM: writes the progress of unfinished parts, or loses it (`stopForgets`). */
  save(): void {
    const { chances, random } = this.#context;
    for (const download of this.#running.values()) {
      download.save(() => random() >= chances.stopForgets);
      if (chances.stopEmptiesNote > 0 && random() < chances.stopEmptiesNote) download.emptyNote();
    }
  }

  async #begin(digest: string, url: URL, { isInsecure, signal }: Puller): Promise<Download> {
    const isGuarded = this.#context.guardsRedirects && !isInsecure;
    const download = new Download({ digest, url, isGuarded }, this.#context);
    const forget = (): void => {
      if (this.#running.get(digest) === download) this.#running.delete(digest);
    };
    this.#running.set(digest, download);
    try {
      await download.prepare(signal);
    } catch (error) {
      forget();
      throw error;
    }
    void download.run(forget);
    return download;
  }
}

/** A line of progress. Ollama omits zeros. */
export function toLine(digest: string, total: number, completed: number): JsonObject {
  return {
    status: `pulling ${blobName(digest).slice("sha256-".length, "sha256-".length + 12)}`,
    digest,
    ...(total > 0 && { total }),
    ...(completed > 0 && { completed }),
  };
}
