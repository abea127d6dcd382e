const NEWLINE = 10;

/** A longer line than this is no line of Ollama's. */
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;

/** Cuts bytes into lines however the network cut them; looks at each byte once, and decodes whole lines only. */
export interface LineSplitter {
  /** The lines that these bytes complete. Throws a `RangeError` on a line without end. */
  push(bytes: Uint8Array): readonly string[];
  /** What came after the last newline. */
  rest(): string;
}

/** Splits bytes into lines; throws `RangeError` for a line of more than `longestBytes`. */
export function createLineSplitter(longestBytes = LONGEST_LINE_BYTES): LineSplitter {
  let kept: Uint8Array[] = [];
  let keptBytes = 0;

  function keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    keptBytes += bytes.length;
    if (keptBytes > longestBytes) throw new RangeError(`a line of more than ${longestBytes} bytes`);
    kept.push(bytes);
  }

  function takeKept(): string {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      kept.length === 1 ? kept[0] : joined(kept, keptBytes),
    );
    kept = [];
    keptBytes = 0;
    return text;
  }

  return {
    push(bytes) {
      const last = bytes.lastIndexOf(NEWLINE);
      if (last < 0) {
        keep(bytes);
        return [];
      }
      keep(bytes.subarray(0, last));
      const lines = takeKept().split("\n");
      keep(bytes.subarray(last + 1));
      return lines.filter((line) => line.trim() !== "");
    },
    rest: () => takeKept().trim(),
  };
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
