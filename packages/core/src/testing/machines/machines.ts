import { LINUX_MACHINES } from "./linux/index.ts";
import type { MachineCase } from "./machine-case.ts";

/** Every machine of the tables. */
export const MACHINES: readonly MachineCase[] = [...LINUX_MACHINES];
