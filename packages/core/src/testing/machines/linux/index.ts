import type { MachineCase } from "../machine-case.ts";
import { LINUX_BY_HAND } from "./by-hand.ts";
import { LINUX_OTHERS } from "./others.ts";
import { LINUX_RIGHTS } from "./rights.ts";
import { LINUX_UNIT_ADDRESSES } from "./unit-addresses.ts";
import { LINUX_UNITS } from "./units.ts";

/** Machines with Linux, without containers. */
export const LINUX_MACHINES: readonly MachineCase[] = [
  ...LINUX_UNITS,
  ...LINUX_UNIT_ADDRESSES,
  ...LINUX_RIGHTS,
  ...LINUX_BY_HAND,
  ...LINUX_OTHERS,
];
