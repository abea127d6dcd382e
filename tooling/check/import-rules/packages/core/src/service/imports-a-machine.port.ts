import type { serviceMachine } from "./service.machine.ts";
export type Machine = typeof serviceMachine;
