import { createHash } from "node:crypto";
import { indexOf, isComplete, type ArchiveEntry } from "../../model-files/archive-index.ts";
import type { ModelFilesHere } from "../../model-files/model-files.port.ts";
import { BLOCK_BYTES, paddedBytes, parseTarBlock } from "./tar-header.ts";
import type { ModelStore, StoredManifest } from "../../models/model-store.ts";
import { PortError } from "../../shared/failure.ts";
import { parseManifest } from "../models-folder/manifest-files.ts";
import { cleanLine } from "../ollama/clean-text.ts";
import { openRegular } from "../system/regular-file.ts";
import { bytesOf, unreadable } from "./file-bytes.ts";

/** A model of safetensors has some thousand layers; an archive of millions of entries would be read for minutes. */
const MOST_ENTRIES = 20_000;
/** A manifest or a text of a model has less, as in a models folder. */
const LARGEST_TEXT = 16_000_000;

const cutOff = (): PortError => new PortError({ kind: "archive-cut-off" });
/** The name comes from the archive, so it may be of any length and turn or break the text around it. */
const odd = (name: string): PortError => new PortError({ kind: "archive-odd", entry: cleanLine(name, 100) });

/**
 * Opens an exported model. Nothing of it is unpacked: its files are read at their places, and Ollama compares what it is
 * sent with the digest in the file's name. So no path in it leads anywhere, and nothing of it can be left behind.
 */
export async function openArchive(file: string): ReturnType<ModelFilesHere["openArchive"]> {
  const index = indexOf(await entriesOf(file));
  if ("kind" in index) throw index.kind === "archive-odd" ? odd(index.entry) : new PortError(index);
  const { model, blobs } = index;
  const text = await textAt(file, index.manifest);
  const manifest = manifestIn(text);
  if (!isComplete(index, manifest)) throw cutOff();
  const store: ModelStore = {
    tags: [{ name: model, layout: "legacy", digest: manifest.digest, manifests: [manifest] }],
    isWhole: true,
  };
  return {
    model,
    store: () => Promise.resolve(store),
    openBlob(digest) {
      const entry = blobs.get(digest);
      return Promise.resolve(
        entry && { sizeBytes: entry.sizeBytes, bytes: () => bytesOf(file, entry.offset, entry.sizeBytes) },
      );
    },
    async textOf(digest) {
      const entry = blobs.get(digest);
      const text = entry && (await textAt(file, entry));
      if (text !== undefined && digestOf(text) !== digest) throw new PortError({ kind: "source-damaged" });
      return text;
    },
  };
}

function manifestIn(text: string): StoredManifest {
  const parsed = parseManifest({ digest: digestOf(text), text });
  // A list names manifests, and an export has one only.
  if (parsed.kind === "list") throw odd("manifests");
  return parsed.manifest;
}

const digestOf = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

async function textAt(file: string, { offset, sizeBytes }: ArchiveEntry): Promise<string> {
  if (sizeBytes > LARGEST_TEXT) throw odd("manifests");
  const parts: Uint8Array[] = [];
  for await (const part of bytesOf(file, offset, sizeBytes)) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** The files of an archive; folders are left out. Rejects at the first thing that is neither. */
async function entriesOf(file: string): Promise<readonly ArchiveEntry[]> {
  const opened = await openRegular(file, "refuse").catch((error: unknown) => {
    throw unreadable(error);
  });
  const { handle, sizeBytes } = opened;
  try {
    const entries: ArchiveEntry[] = [];
    for (let at = 0; at + BLOCK_BYTES <= sizeBytes;) {
      const { buffer } = await handle.read(Buffer.alloc(BLOCK_BYTES), 0, BLOCK_BYTES, at);
      const block = parseTarBlock(new Uint8Array(buffer));
      if (block.kind === "end") return entries;
      if (block.kind === "damaged") throw cutOff();
      const offset = at + BLOCK_BYTES;
      at = offset + paddedBytes(block.sizeBytes);
      if (offset + block.sizeBytes > sizeBytes) throw cutOff();
      if (block.kind === "other" || entries.length === MOST_ENTRIES) throw odd(block.name);
      if (block.kind === "file") entries.push({ name: block.name, offset, sizeBytes: block.sizeBytes });
    }
    throw cutOff(); // an archive ends with blocks of zeros
  } finally {
    await handle.close();
  }
}
