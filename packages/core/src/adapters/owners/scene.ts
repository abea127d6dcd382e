import { findListening } from "./linux/listening.ts";
import { findMacHolder } from "./mac/mac-port-holder.ts";
import type { Place, Scene } from "./managed-owner.ts";
import type { HolderProcess } from "./running-process.ts";
import { findWindowsHolder } from "./windows/windows-port-holder.ts";

/** A place, to find out who owns its service. */
export function sceneOf(place: Place): Scene {
  let listening: ReturnType<Scene["listening"]> | undefined;
  let holder: ReturnType<Scene["holder"]> | undefined;
  const { machine, endpoint } = place;
  return {
    ...place,
    listening: () =>
      (listening ??=
        machine.platform === "linux" ? findListening(machine, endpoint) : Promise.resolve(undefined)),
    holder: () => (holder ??= findHolder(place)),
  };
}

async function findHolder(place: Place): Promise<HolderProcess | undefined> {
  switch (place.machine.platform) {
    case "darwin":
      return findMacHolder(place);
    case "win32":
      return findWindowsHolder(place);
    default:
      return undefined;
  }
}
