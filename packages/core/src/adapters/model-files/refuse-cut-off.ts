import { ggufLength } from "../../model-files/gguf-length.ts";
import { PortError } from "../../shared/failure.ts";
import { headOf } from "./file-bytes.ts";

/** The words of a large tokenizer are in the head, with its tensors behind them. */
const FIRST_BYTES = 1_048_576;
const MOST_BYTES = 67_108_864;

/** Fails if a GGUF file is shorter than its head says: most downloads that break off leave such a file. */
export async function refuseCutOff(file: string): Promise<void> {
  for (let most = FIRST_BYTES; most <= MOST_BYTES; most *= 4) {
    const { head, sizeBytes } = await headOf(file, most);
    const length = ggufLength(head);
    if (length.kind === "unknown") return;
    if (length.kind === "at-least") {
      if (sizeBytes >= length.bytes) return;
      throw new PortError({ kind: "gguf-cut-off", sizeBytes, leastBytes: length.bytes });
    }
    if (sizeBytes <= head.length) throw new PortError({ kind: "gguf-cut-off", sizeBytes });
  }
}
