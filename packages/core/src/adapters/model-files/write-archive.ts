import { createHash } from "node:crypto";
import { open, rename, type FileHandle } from "node:fs/promises";
import { Observable } from "rxjs";
import { blobEntry, manifestEntry } from "../../model-files/archive-index.ts";
import type { Export } from "../../model-files/model-files.port.ts";
import { discardFile } from "../system/discard-file.ts";
import { discardOldDrafts, draftOf } from "./archive-drafts.ts";
import { BLOCK_BYTES, paddedBytes, tarHeader } from "./tar-header.ts";
import type { ByteSource } from "../../shared/byte-source.ts";
import { errorText } from "../../shared/error-text.ts";
import { isPortError, PortError } from "../../shared/failure.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { codeOf } from "../system/error-code.ts";

/** Ends the writing of an archive that was cancelled. */
class NoLongerWanted extends Error {}

/**
 * Writes the files of a model into an archive, first beside its place: a file with the name that the person chose is whole.
 * The manifest comes last, so that no tool which unpacks it makes a model of which files are missing.
 */
export const writeArchive = (wanted: Export, logger: Logger): Observable<number> =>
  new Observable((subscriber) => {
    const draft = draftOf(wanted.to);
    let written = 0;
    const checkIsWanted = (): void => {
      if (subscriber.closed) throw new NoLongerWanted();
    };
    async function write(): Promise<void> {
      await discardOldDrafts(wanted.to, logger);
      const handle = await open(draft, "wx");
      try {
        await fill(handle, wanted, (bytes) => {
          checkIsWanted();
          subscriber.next((written += bytes));
        });
        await handle.sync();
      } finally {
        await handle.close();
      }
      checkIsWanted();
      await rename(draft, wanted.to);
      subscriber.complete();
    }
    write().catch(async (error: unknown) => {
      await discardFile(draft, logger);
      if (!(error instanceof NoLongerWanted)) subscriber.error(failureOf(error));
    });
  });

async function fill(
  handle: FileHandle,
  { from, model, manifest, blobs }: Export,
  wrote: (bytes: number) => void,
): Promise<void> {
  for (const digest of new Set(blobs)) {
    const source = await from.openBlob(digest);
    if (!source) throw new PortError({ kind: "source-missing", file: digest });
    await handle.writeFile(tarHeader({ name: blobEntry(digest), sizeBytes: source.sizeBytes }));
    await copy(handle, digest, source, wrote);
    await pad(handle, source.sizeBytes);
  }
  const text = new TextEncoder().encode(manifest);
  await handle.writeFile(tarHeader({ name: manifestEntry(model), sizeBytes: text.length }));
  await handle.writeFile(text);
  await pad(handle, text.length);
  await handle.writeFile(new Uint8Array(2 * BLOCK_BYTES));
}

/** What is damaged here would be refused where it is imported, on a machine that has no other copy. */
async function copy(
  handle: FileHandle,
  digest: string,
  source: ByteSource,
  wrote: (bytes: number) => void,
): Promise<void> {
  const hash = createHash("sha256");
  for await (const bytes of source.bytes()) {
    hash.update(bytes);
    await handle.writeFile(bytes);
    wrote(bytes.length);
  }
  if (`sha256:${hash.digest("hex")}` !== digest) throw new PortError({ kind: "source-damaged" });
}

const pad = async (handle: FileHandle, sizeBytes: number): Promise<void> =>
  handle.writeFile(new Uint8Array(paddedBytes(sizeBytes) - sizeBytes));

function failureOf(error: unknown): unknown {
  if (isPortError(error)) return error;
  const detail = errorText(error);
  const isFull = ["ENOSPC", "EDQUOT"].includes(codeOf(error));
  return new PortError(isFull ? { kind: "file-disk-full" } : { kind: "file-unwritable", detail }, {
    cause: error,
  });
}
