const NEWLINE = 10;

/** A longer line than this is no line of Ollama's. */
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;

/** Cuts bytes into lines however the network cut them; looks at each byte once, and decodes whole lines only. */
export interface LineSplitter {
  /** The lines that these bytes complete, with a newline after each but the last. Throws a `RangeError` on a line without end. */
  push(bytes: Uint8Array): string;
  /** What came after the last newline. */
  rest(): string;
}

/** Splits bytes into lines; throws `RangeError` for a line of more than `longestBytes`. */
export function createLineSplitter(longestBytes = LONGEST_LINE_BYTES): LineSplitter {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let kept: Uint8Array[] = [];
  let keptBytes = 0;

  function keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    keptBytes += bytes.length;
    if (keptBytes > longestBytes) throw new RangeError(`a line of more than ${longestBytes} bytes`);
    kept.push(bytes);
  }

  function takeKept(): string {
    const [only = NOTHING] = kept;
    const bytes = kept.length > 1 ? Buffer.concat(kept, keptBytes) : only;
    kept = [];
    keptBytes = 0;
    return decoder.decode(bytes);
  }

  return {
    push(bytes) {
      const last = bytes.lastIndexOf(NEWLINE);
      if (last < 0) {
        keep(bytes);
        return "";
      }
      keep(bytes.subarray(0, last));
      const lines = takeKept();
      keep(bytes.subarray(last + 1));
      return lines;
    },
    rest: () => takeKept().trim(),
  };
}

const NOTHING = new Uint8Array();
