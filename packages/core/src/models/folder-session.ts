import { lastValueFrom } from "rxjs";
import type { HostLoop } from "../app/host-loop.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import { isOurs } from "../service/owner.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { Describe } from "./describe-models.source.ts";
import { folderHint, modelToDescribe } from "./folder-hint.ts";
import type { ModelsFolder } from "./models-folder.port.ts";

type FolderPorts = Pick<HostLoop, "facts" | "models"> & {
  readonly files: HostPorts["files"];
  readonly describe: Describe;
  readonly logger: Logger;
};

export type FolderFinder = ReturnType<typeof folderFinder>;

/** Finds the models folder of the host that a session runs; `undefined` if it is out of reach. Never rejects. */
export function folderFinder({ files, facts, models, describe, logger }: FolderPorts) {
  /** `mayAsk`: whether Ollama may be asked for the details of a model, which show where the folder is. */
  return async ({ mayAsk } = { mayAsk: true }): Promise<ModelsFolder | undefined> => {
    if (!files) return undefined;
    const isOwn = isOurs(facts().service.owner);
    const asked = mayAsk ? modelToDescribe(folderHint(isOwn, models()), models()) : undefined;
    try {
      if (asked) await lastValueFrom(describe(asked), { defaultValue: undefined });
      return await files.locate(folderHint(isOwn, models()));
    } catch (error) {
      logger.warn(`the models folder cannot be found: ${String(error)}`);
      return undefined;
    }
  };
}
