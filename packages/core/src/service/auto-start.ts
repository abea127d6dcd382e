import { isCrashLooping } from "./crash-loop.ts";
import { canOf, type Owner } from "./owner.ts";
import type { Service } from "./service.ts";

/** When Paddock starts a service by itself. */
export type AutoStart = "never" | "onStartup" | "whenNeeded";

/** Whether Paddock may start the service without being asked to: it is stopped, and would not crash once more. */
export const mayStartByItself = (service: Service): boolean =>
  service.situation.kind === "stopped" &&
  service.isRemembered !== true &&
  canOf(service.owner).start.kind === "yes" &&
  !isForPersonOnly(service.owner) &&
  !isCrashLooping(service);

/**
 * Whether only a person may start it: starting it may show a prompt of the system, which a person who asked for nothing
 * does not expect, or it starts something on other machines.
 */
function isForPersonOnly(owner: Owner): boolean {
  switch (owner.kind) {
    case "systemd":
      return owner.scope === "system";
    case "windows-service":
    case "kubernetes":
    case "custom":
      return true;
    case "looking":
    case "paddock":
    case "terminal":
    case "homebrew":
    case "mac-app":
    case "windows-app":
    case "container":
    case "another-program":
    case "elsewhere":
      return false;
  }
}
