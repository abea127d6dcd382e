import { container } from "./containers/container.ts";
import { homebrew } from "./mac/homebrew.ts";
import { macApp } from "./mac/mac-app.ts";
import type { ManagedOwner } from "./managed-owner.ts";
import { systemd } from "./systemd.ts";
import { terminal } from "./terminal.ts";
import { windowsApp } from "./windows/windows-app.ts";
import { windowsService } from "./windows/windows-service.ts";

/** Every kind of owner but our own child; those that are recognised without running a tool come first. */
export const MANAGED_OWNERS: readonly ManagedOwner[] = [
  systemd,
  homebrew,
  macApp,
  windowsApp,
  windowsService,
  terminal,
  container,
];
