import { catchError, debounceTime, EMPTY, filter, from, map, switchMap, type Observable } from "rxjs";
import type { WithoutHost } from "../hosts/host.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Logger } from "../shared/logger.port.ts";
import { isSameJson } from "../shared/same-json.ts";
import { backupsIn } from "./backups.ts";
import { deletionOf, freedWithManifest } from "./freed-bytes.ts";
import { isLeftover } from "./leftover.ts";
import type { StoredTag } from "./model-store.ts";
import type { ModelsEvent, Spare } from "./models-events.ts";
import type { ModelsFolder } from "./models-folder.port.ts";
import { missingLayers } from "./read-store.source.ts";
import { tagsInUse } from "./tags-in-use.ts";

type WeighPorts = {
  /** The models folder, if it is within reach. */
  readonly folder: () => Promise<ModelsFolder | undefined>;
  /** Version of the Ollama that runs. */
  readonly version: () => string;
  /** The last reading. */
  readonly known: () => Spare | undefined;
  /** Emits when the folder may have changed. */
  readonly changed$: Observable<unknown>;
  readonly clock: Clock;
  readonly logger: Logger;
};

const NOTHING: Spare = { backups: [], leftovers: [] };
/** Models are described one after the other. */
const QUIET_MS = 200;

/** Finds out what the models folder holds that a person may want to delete, and what that would free. */
export const weighModels = ({
  folder,
  version,
  known,
  changed$,
  clock,
  logger,
}: WeighPorts): Observable<WithoutHost<Extract<ModelsEvent, { type: "models.weighed" }>>> =>
  changed$.pipe(
    debounceTime(QUIET_MS, clockScheduler(clock)),
    switchMap(() =>
      from(weigh(folder, version())).pipe(
        catchError((error: unknown) => {
          logger.warn(`the models folder cannot be weighed: ${String(error)}`);
          return EMPTY;
        }),
      ),
    ),
    filter((spare) => !isSameJson(spare, known() ?? NOTHING)),
    map((spare) => ({ type: "models.weighed", spare })),
  );

/** Nothing is told of a folder of which a part is unknown: that might need what seems to be spare. */
async function weigh(find: WeighPorts["folder"], version: string): Promise<Spare> {
  const folder = await find();
  const { tags, isWhole } = (await folder?.store()) ?? { tags: [], isWhole: false };
  if (!folder || !isWhole) return NOTHING;
  const inUse = tagsInUse(tags, version);
  const used = new Set(
    inUse
      .filter(({ name }) => !isLeftover(name))
      .flatMap(({ manifests }) => manifests.map(({ digest }) => digest)),
  );
  const damaged = await damagedOf(folder, inUse);
  const leftovers = inUse.filter(({ name, digest }) => isLeftover(name) && !used.has(digest));
  return {
    ...(damaged.length > 0 && { damaged }),
    backups: await Promise.all(
      backupsIn(tags, version).map(async ({ digest, models }) => ({
        digest: digest.replace("sha256:", ""),
        models,
        sizeBytes: await folder.sizeOf(freedWithManifest(tags, digest, version) ?? []),
      })),
    ),
    leftovers: await Promise.all(
      leftovers.map(async ({ name }) => ({
        model: name,
        sizeBytes: await folder.sizeOf(deletionOf(tags, name, version)?.freed ?? []),
      })),
    ),
  };
}

/** The models of which no copy has all of its layers. */
async function damagedOf(
  folder: ModelsFolder,
  inUse: readonly StoredTag[],
): Promise<NonNullable<Spare["damaged"]>> {
  const layersOf = ({ manifests }: StoredTag): readonly (readonly string[])[] =>
    manifests.map(({ layers }) => layers.map(({ digest }) => digest));
  const missing = await missingLayers(folder, inUse);
  return inUse.flatMap((tag) => {
    const counts = layersOf(tag).map((digests) => digests.filter((one) => missing.has(one)).length);
    const least = Math.min(...counts);
    return counts.length > 0 && least > 0 && !isLeftover(tag.name)
      ? [{ model: tag.name, missing: least }]
      : [];
  });
}
