import type { Clock } from "../../clock.ts";
import type { Library } from "../library.ts";
import { createPartial, type PartialLayer, type Unfinished } from "./partial.ts";
import { Transfer } from "./transfer.ts";

/** All downloads of an Ollama: at most one for a digest, however many pulls want it. */
export class Downloads {
  readonly #partials: Map<string, PartialLayer>;
  readonly #transfers = new Map<string, Transfer>();
  readonly #library: Library;
  readonly #clock: Clock;
  readonly #onChanged: () => void;

  constructor(library: Library, clock: Clock, left: readonly Unfinished[], onChanged: () => void) {
    this.#partials = new Map(left.map((unfinished) => [unfinished.digest, createPartial(unfinished)]));
    this.#library = library;
    this.#clock = clock;
    this.#onChanged = onChanged;
  }

  /** What is kept of downloads that were not finished. */
  get unfinished(): readonly Unfinished[] {
    return [...this.#partials.values()].map(({ digest, doneBytes, totalBytes }) => ({
      digest,
      doneBytes,
      totalBytes,
    }));
  }

  /** Begins a download, or follows the one that is running. */
  join(digest: string, url: URL): Transfer {
    const transfer = this.#transfers.get(digest) ?? this.#begin(digest, url);
    transfer.followers += 1;
    return transfer;
  }

  /** The last one to leave stops it; what is there is kept. */
  leave(transfer: Transfer): void {
    transfer.followers -= 1;
    if (transfer.followers > 0) return;
    this.#forget(transfer);
    transfer.stop();
  }

  #begin(digest: string, url: URL): Transfer {
    const partial = this.#partials.get(digest) ?? createPartial({ digest, doneBytes: 0, totalBytes: 0 });
    this.#partials.set(digest, partial);
    const transfer = new Transfer(partial, url, this.#clock);
    this.#transfers.set(digest, transfer);
    transfer.over.addEventListener("abort", () => this.#end(transfer));
    return transfer;
  }

  #end(transfer: Transfer): void {
    const { digest, doneBytes, text } = transfer.partial;
    this.#forget(transfer);
    if (transfer.isComplete) {
      this.#partials.delete(digest);
      this.#library.addBlob(digest, { sizeBytes: doneBytes, text });
    }
    this.#onChanged();
  }

  #forget(transfer: Transfer): void {
    const { digest } = transfer.partial;
    if (this.#transfers.get(digest) === transfer) this.#transfers.delete(digest);
  }
}
