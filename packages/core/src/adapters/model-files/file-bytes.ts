import { createHash } from "node:crypto";
import { Observable } from "rxjs";
import type { Digesting } from "../../model-files/model-files.port.ts";
import type { ByteSource } from "../../shared/byte-source.ts";
import { errorText } from "../../shared/error-text.ts";
import { PortError } from "../../shared/failure.ts";
import { openRegular } from "../system/regular-file.ts";

/** A part that is read at a time: larger ones are not faster. */
const PART_BYTES = 1_048_576;

export const unreadable = (error: unknown): PortError =>
  new PortError({ kind: "file-unreadable", detail: errorText(error) }, { cause: error });

/** A part of a file, or all of it. A link is not followed: the path was a real one when the file was chosen. */
export async function* bytesOf(
  file: string,
  from = 0,
  sizeBytes = Number.POSITIVE_INFINITY,
): AsyncIterable<Uint8Array> {
  try {
    const { handle } = await openRegular(file, "refuse");
    try {
      for (let done = 0; done < sizeBytes;) {
        const wanted = Math.min(PART_BYTES, sizeBytes - done);
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, from + done);
        if (bytesRead === 0) return;
        done += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(error);
  }
}

/** The first bytes of a file, as far as it has them, and its length. */
export async function headOf(
  file: string,
  mostBytes: number,
): Promise<{ readonly head: Uint8Array; readonly sizeBytes: number }> {
  try {
    const { handle, sizeBytes } = await openRegular(file, "refuse");
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
      return { head: new Uint8Array(buffer.subarray(0, bytesRead)), sizeBytes };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(error);
  }
}

export async function openFile(file: string): Promise<ByteSource> {
  const { sizeBytes } = await headOf(file, 1);
  return { sizeBytes, bytes: () => bytesOf(file) };
}

/** Reads a file for its digest, as fast as it comes, until it is unsubscribed. */
export const digestFile = (file: string): Observable<Digesting> =>
  new Observable((subscriber) => {
    async function read(): Promise<void> {
      const hash = createHash("sha256");
      let bytes = 0;
      for await (const part of bytesOf(file)) {
        if (subscriber.closed) return;
        hash.update(part);
        bytes += part.length;
        subscriber.next({ kind: "read", bytes });
      }
      subscriber.next({ kind: "digest", digest: `sha256:${hash.digest("hex")}`, sizeBytes: bytes });
      subscriber.complete();
    }
    read().catch((error: unknown) => subscriber.error(error));
  });
