import type { FindVariablePlaces } from "../../environment/variable-places.port.ts";
import { readUnit } from "./linux/units.ts";
import { placesOfVariables } from "./linux/variable-places.ts";
import type { Machine } from "./machine.ts";

/** By the files of a unit of systemd. */
export const findVariablePlaces =
  (machine: Machine): FindVariablePlaces =>
  async (owner) => {
    if (owner.kind !== "systemd") return [];
    const unit = await readUnit(machine, owner.scope, owner.unit);
    return unit ? placesOfVariables(machine, unit) : [];
  };
