import type { MachineReport } from "./machine-report.ts";

/** What is to be looked at. */
export type MachineQuestion = {
  /** The port of the service that is looked at. */
  readonly port: number;
  /** The folder of models, if Ollama or the settings name one. */
  readonly folder?: string;
  /** The process that serves, if it is known: its user is who must be able to use the folder. */
  readonly pid?: number;
};

/** Looks at this machine, and changes nothing: no program is started, and no other host is asked. */
export interface MachineChecks {
  /** Takes 3 s at most; what could not be looked at is reported as that. Never rejects. */
  look(question: MachineQuestion): Promise<MachineReport>;
}
