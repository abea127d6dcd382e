import type { JsonObject } from "../../json.ts";
import { blobName } from "../blobs/blob-names.ts";
import { Download } from "./download.ts";
import type { Downloading } from "./download-context.ts";
import { touching } from "./layer-uses.ts";

/** A pull, as far as its layers are concerned. */
export type Puller = {
  readonly pull: number;
  readonly model: string;
  readonly gone: AbortSignal;
  readonly line: (line: JsonObject) => void;
};

/** All downloads of one process: at most one for a layer, however many pulls want it. */
export class Downloads {
  readonly #running = new Map<string, Download>();
  readonly #with: Downloading;

  constructor(downloading: Downloading) {
    this.#with = downloading;
  }

  /** Brings a layer here, or follows another pull that does. */
  async fetch(digest: string, url: URL, puller: Puller): Promise<void> {
    await touching(digest, puller, this.#with, async () => {
      const running = this.#running.get(digest) ?? (await this.#begin(digest, url, puller.gone));
      await running.follow(puller.gone, (total, done) => puller.line(toLine(digest, total, done)));
    });
  }

  /** What is on its way when the process is told to stop: each part is written as it is, or is not. */
  save(): void {
    const { chances, random } = this.#with;
    for (const download of this.#running.values()) download.save(() => random() >= chances.stopForgets);
  }

  async #begin(digest: string, url: URL, gone: AbortSignal): Promise<Download> {
    const download = new Download(digest, url, this.#with);
    const forget = (): void => {
      if (this.#running.get(digest) === download) this.#running.delete(digest);
    };
    this.#running.set(digest, download);
    try {
      await download.prepare(gone);
    } catch (error) {
      forget();
      throw error;
    }
    void download.run(forget);
    return download;
  }
}

/** A line of progress; zeros are left out, as everywhere in Ollama. */
export function toLine(digest: string, total: number, completed: number): JsonObject {
  return {
    status: `pulling ${blobName(digest).slice("sha256-".length, "sha256-".length + 12)}`,
    digest,
    ...(total > 0 && { total }),
    ...(completed > 0 && { completed }),
  };
}
