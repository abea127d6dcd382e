import { rm } from "node:fs/promises";
import type { Logger } from "../../shared/logger.port.ts";

/** Deletes a file that Paddock made and that is no longer needed, if it is there. Never rejects: nothing depends on it. */
export const discardFile = (file: string, logger: Logger): Promise<void> =>
  rm(file, { force: true }).catch((error: unknown) =>
    logger.warn(`${file} cannot be deleted: ${String(error)}`),
  );
