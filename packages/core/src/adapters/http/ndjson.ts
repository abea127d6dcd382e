const NEWLINE = 10;

/** Ollama never sends a longer line. */
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;

/**
 * Splits chunks of bytes into lines. It reads each byte once and decodes whole lines only, so that one line which is not
 * UTF-8 spoils no other.
 */
interface LineSplitter {
  /** The lines that these bytes complete, separated by newlines. Throws a `RangeError` if a line is too long. */
  push(bytes: Uint8Array): string;
  /** The text after the last newline. */
  rest(): string;
}

/** `push` throws a `RangeError` for a line of more than `longestBytes`. */
export function createLineSplitter(longestBytes = LONGEST_LINE_BYTES): LineSplitter {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;

  function keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    pendingBytes += bytes.length;
    pending.push(bytes);
  }

  function refuseLongerThan(lengthBytes: number): void {
    if (lengthBytes > longestBytes) throw new RangeError(`a line of more than ${longestBytes} bytes`);
  }

  function takePending(): string {
    const [only = NO_BYTES] = pending;
    const bytes = pending.length > 1 ? Buffer.concat(pending, pendingBytes) : only;
    pending = [];
    pendingBytes = 0;
    return decoder.decode(bytes);
  }

  return {
    push(bytes) {
      const last = bytes.lastIndexOf(NEWLINE);
      refuseLongerThan(pendingBytes + (last < 0 ? bytes.length : bytes.indexOf(NEWLINE)));
      if (last < 0) {
        keep(bytes);
        return "";
      }
      keep(bytes.subarray(0, last));
      const lines = takePending();
      keep(bytes.subarray(last + 1));
      return lines;
    },
    rest: () => takePending().trim(),
  };
}

const NO_BYTES = new Uint8Array();
