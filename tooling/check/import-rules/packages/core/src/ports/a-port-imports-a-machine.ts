import type { serviceMachine } from "../machines/service.machine.ts";
export type Machine = typeof serviceMachine;
