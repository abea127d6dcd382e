export { FakeMachine, failsWith, type MachineParts } from "./fake-machine.ts";
export { SPAWNS, type Ending, type MachineCase } from "./machine-case.ts";
export { MACHINES } from "./machines.ts";
