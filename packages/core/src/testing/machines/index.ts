export { FakeMachine } from "./fake-machine.ts";
export { type Ending, type MachineCase } from "./machine-case.ts";
export { MACHINES } from "./machines.ts";
export { processesAsJson } from "./windows/process.ts";
