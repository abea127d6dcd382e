import { downloadMachine } from "../downloads/download.machine.ts";

export const machines = [downloadMachine];
