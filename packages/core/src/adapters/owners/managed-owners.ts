import type { ManagedOwner } from "./managed-owner.ts";
import { systemd } from "./systemd.ts";
import { terminal } from "./terminal.ts";

/** Every kind of owner but our own child; those that are recognised without running a tool come first. */
export const MANAGED_OWNERS: readonly ManagedOwner[] = [systemd, terminal];
