import { CONTAINER_MACHINES } from "./containers/index.ts";
import { LINUX_MACHINES } from "./linux/index.ts";
import { MAC_MACHINES } from "./mac/index.ts";
import type { MachineCase } from "./machine-case.ts";
import { WINDOWS_MACHINES } from "./windows/index.ts";

/** Every machine of the tables. */
export const MACHINES: readonly MachineCase[] = [
  ...LINUX_MACHINES,
  ...MAC_MACHINES,
  ...WINDOWS_MACHINES,
  ...CONTAINER_MACHINES,
];
