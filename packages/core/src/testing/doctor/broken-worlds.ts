import { DOWNLOAD_WORLDS } from "./download-worlds.ts";
import { END_WORLDS } from "./end-worlds.ts";
import { GPU_WORLDS } from "./gpu-worlds.ts";
import { LOAD_WORLDS } from "./load-worlds.ts";
import { MACHINE_WORLDS } from "./machine-worlds.ts";
import { OTHER_WORLDS } from "./other-worlds.ts";
import { REACH_WORLDS } from "./reach-worlds.ts";

export const BROKEN_WORLDS = {
  ...END_WORLDS,
  ...REACH_WORLDS,
  ...LOAD_WORLDS,
  ...GPU_WORLDS,
  ...MACHINE_WORLDS,
  ...DOWNLOAD_WORLDS,
  ...OTHER_WORLDS,
};
