import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Copies the output of the tests from the files in a folder to our own output, as the files grow. */
export function copyOutput(folder: string): { close(): void } {
  const copies = [
    copyOf(join(folder, "stdout"), process.stdout),
    copyOf(join(folder, "stderr"), process.stderr),
  ];
  const copyAll = (): void => copies.forEach((copy) => copy());
  const timer = setInterval(copyAll, 50);
  const close = (): void => {
    clearInterval(timer);
    copyAll();
  };
  return { close };
}

function copyOf(file: string, to: NodeJS.WritableStream): () => void {
  let copiedBytes = 0;
  return () => {
    const bytes = read(file).subarray(copiedBytes);
    copiedBytes += bytes.length;
    if (bytes.length > 0) to.write(bytes);
  };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0); // there is no output yet
  }
}
