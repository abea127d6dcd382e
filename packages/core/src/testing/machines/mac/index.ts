import type { MachineCase } from "../machine-case.ts";
import { MAC_APP } from "./app.ts";
import { MAC_HOMEBREW } from "./homebrew.ts";
import { MAC_OTHERS } from "./others.ts";

/** Machines with macOS. They were not seen: they are written by manuals, sources and what people have reported. */
export const MAC_MACHINES: readonly MachineCase[] = [...MAC_APP, ...MAC_HOMEBREW, ...MAC_OTHERS];
