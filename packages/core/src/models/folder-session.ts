import { lastValueFrom } from "rxjs";
import type { HostLoop } from "../app/host-loop.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import { ownerOf } from "../service/owner.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { Describe } from "./describe-models.source.ts";
import { folderHint } from "./folder-hint.source.ts";
import type { ModelName } from "./model-name.ts";
import { findModel } from "./models.ts";
import type { ModelsFolder } from "./models-folder.port.ts";

type FolderPorts = Pick<HostLoop, "facts" | "models"> & {
  readonly files: HostPorts["files"];
  readonly describe: Describe;
  readonly logger: Logger;
};

export type FolderFinder = ReturnType<typeof folderFinder>;

/** Finds the models folder of the host that a session runs; `undefined` if it is out of reach. Never rejects. */
export function folderFinder({ files, facts, models, describe, logger }: FolderPorts) {
  async function describeByName(name: ModelName): Promise<void> {
    const model = findModel(models(), name);
    if (model) await lastValueFrom(describe(model), { defaultValue: undefined });
  }
  /** `mayAsk`: whether Ollama may be asked for the details of a model, which show where the folder is. */
  return async ({ mayAsk } = { mayAsk: true }): Promise<ModelsFolder | undefined> => {
    if (!files) return undefined;
    const isOurs = ownerOf(facts().service).kind === "process";
    const ask = mayAsk ? describeByName : () => Promise.resolve();
    try {
      return await files.locate(await folderHint({ isOurs, models, describe: ask }));
    } catch (error) {
      logger.warn(`the models folder cannot be found: ${String(error)}`);
      return undefined;
    }
  };
}
