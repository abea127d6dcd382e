import type { Clock } from "../../clock.ts";
import type { Random } from "../../random.ts";
import type { Folder } from "../blobs/folder.ts";
import type { PartSizes } from "../blobs/parts.ts";
import type { Feature } from "../features.ts";
import type { Chances } from "./chances.ts";
import type { Touch } from "./layer-uses.ts";

/** What all downloads of one process have in common. */
export type Downloading = {
  readonly version: string;
  readonly has: (feature: Feature) => boolean;
  readonly clock: Clock;
  readonly folder: Folder;
  readonly partSizes: PartSizes;
  readonly random: Random;
  readonly chances: Chances;
  /** Which pull had to do with which layer. */
  readonly touches: Touch[];
  readonly onTouch: (touch: Touch) => void;
  /** Given when the process has ended, however. */
  readonly life: AbortSignal;
  /** The process dies of a nil pointer. */
  readonly panic: () => void;
  readonly log: (message: string) => void;
};
