import type { MachineCase } from "../machine-case.ts";
import { CHOSEN_MACHINES } from "./chosen.ts";
import { DOCKER_MACHINES } from "./docker.ts";
import { DOCKER_PLACES } from "./docker-places.ts";
import { OTHER_CONTAINER_MACHINES } from "./others.ts";

/** Machines with containers, and those on which the person has chosen who runs Ollama. */
export const CONTAINER_MACHINES: readonly MachineCase[] = [
  ...DOCKER_MACHINES,
  ...DOCKER_PLACES,
  ...OTHER_CONTAINER_MACHINES,
  ...CHOSEN_MACHINES,
];
