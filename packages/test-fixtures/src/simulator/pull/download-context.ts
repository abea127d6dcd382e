import type { Clock } from "../../clock.ts";
import type { Random } from "../../random.ts";
import type { Folder } from "../blobs/folder.ts";
import type { PartSizes } from "../blobs/parts.ts";
import type { Feature } from "../features.ts";
import type { Chances } from "./chances.ts";
import type { LayerUse } from "./layer-uses.ts";

/** Shared by all downloads of a process. */
export type DownloadContext = {
  readonly version: string;
  readonly has: (feature: Feature) => boolean;
  readonly clock: Clock;
  readonly folder: Folder;
  readonly partSizes: PartSizes;
  readonly random: Random;
  readonly chances: Chances;
  readonly layerUses: LayerUse[];
  readonly onLayerUse: (use: LayerUse) => void;
  /** Whether layers on hosts without a public address are refused. */
  readonly guardsRedirects: boolean;
  /** Aborted when the process has ended. */
  readonly exitSignal: AbortSignal;
  /** Ends the process, as a nil pointer does in Go. */
  readonly panic: () => void;
  /** Ends the process, as SIGKILL does. */
  readonly die: () => void;
  readonly log: (message: string) => void;
};
