import { realpath } from "node:fs/promises";
import * as path from "node:path";
import { foundGgufs } from "../../model-files/found-ggufs.ts";
import { GGUF_HEAD_BYTES, ggufProblem, isGguf } from "../../model-files/gguf-head.ts";
import type { ModelFilesHere } from "../../model-files/model-files.port.ts";
import { BLOCK_BYTES, parseTarBlock } from "./tar-header.ts";
import { PortError } from "../../shared/failure.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { nearestExisting } from "../models-folder/disk.ts";
import { digestFile, headOf, openFile, unreadable } from "./file-bytes.ts";
import { ggufFolders, listGgufs } from "./gguf-folders.ts";
import { openArchive } from "./read-archive.ts";
import { refuseCutOff } from "./refuse-cut-off.ts";
import { writeArchive } from "./write-archive.ts";
import { diskSpaceAt } from "../system/disk-space.ts";

type Options = {
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
};

/** Files with models on this machine. */
export const modelFilesHere = ({ environment, logger }: Options): ModelFilesHere => ({
  async look(file) {
    const real = await realpath(file).catch((error: unknown) => {
      throw unreadable(error);
    });
    const { head, sizeBytes } = await headOf(real, BLOCK_BYTES);
    if (isGguf(head)) {
      const problem = ggufProblem(head.subarray(0, GGUF_HEAD_BYTES));
      if (problem) throw new PortError(problem);
      await refuseCutOff(real);
      return { kind: "gguf", path: real, sizeBytes };
    }
    const block = parseTarBlock(head);
    if (head.length < BLOCK_BYTES || block.kind === "damaged" || block.kind === "end")
      throw new PortError({ kind: "no-model-file" });
    const { model } = await openArchive(real);
    return { kind: "archive", path: real, sizeBytes, model };
  },
  found: async () => foundGgufs(await listGgufs(ggufFolders(environment()))),
  digest: digestFile,
  open: openFile,
  openArchive,
  write: (wanted) => writeArchive(wanted, logger),
  freeBytesAt: async (file) => (await diskSpaceAt(await nearestExisting(path.dirname(file)))).freeBytes,
});
