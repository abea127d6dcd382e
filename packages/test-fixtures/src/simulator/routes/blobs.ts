import { createHash } from "node:crypto";
import { toBytes } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Handle } from "../http/router.ts";

/** `HEAD /api/blobs/:digest`: whether a blob exists. */
export const blobExists: Handle = ({ parameter }, answer, { library }) => {
  checkDigest(parameter);
  if (!library.hasBlob(parameter)) throw new Refusal(404, `blob ${JSON.stringify(parameter)} not found`);
  answer.empty(200);
};

/** `POST /api/blobs/:digest`: uploads bytes for a new model. They are hashed and counted, but not kept. */
export const blobUpload: Handle = async ({ parameter, raw }, answer, { library, disk, modelsPath }) => {
  checkDigest(parameter);
  const hash = createHash("sha256");
  let sizeBytes = 0;
  let start = "";
  for await (const bytes of piecesOf(raw)) {
    // No recording: the text is Go's, as in a pull (recording `pull-disk-full`).
    if (sizeBytes + bytes.length > disk.freeBytes)
      throw new Refusal(500, `write ${modelsPath}/blobs/sha256-1: no space left on device`);
    if (sizeBytes === 0) start = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
    sizeBytes += bytes.length;
    hash.update(bytes);
  }
  if (library.hasBlob(parameter)) return answer.empty(200, { "content-length": "0" });
  const got = `sha256:${hash.digest("hex")}`;
  if (got !== parameter) {
    throw new Refusal(
      400,
      `digest mismatch, expected ${JSON.stringify(parameter)}, got ${JSON.stringify(got)}`,
    );
  }
  library.addBlob(parameter, { sizeBytes, isGguf: start === "GGUF" });
  answer.empty(201, { "content-length": "0" });
};

/** Leaving the loop does not close the connection, which the answer still needs. */
function piecesOf(raw: AsyncIterable<unknown>): AsyncIterable<Uint8Array> {
  const pieces = raw[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const piece = await pieces.next();
        return piece.done === true
          ? { done: true, value: undefined }
          : { done: false, value: toBytes(piece.value) };
      },
    }),
  };
}

function checkDigest(digest: string): void {
  if (!/^sha256[:-][0-9a-fA-F]{64}$/.test(digest)) throw new Refusal(400, "invalid digest format");
}
