import type { MachineReport } from "./machine-report.ts";

/** What is to be looked at. */
export type MachineQuestion = {
  /** The port of the service; absent: it is on another machine, so that only what is between is looked at. */
  readonly port?: number;
  /** Absent: the folder of models is not on this machine, or it is not known where. */
  readonly folder?: {
    /** As Ollama has logged it; absent: the one that an Ollama of our user has. */
    readonly path?: string;
    /** The user who must be able to use it: ours, that of a process, or one that is not known. */
    readonly usedBy: "our-user" | "unknown" | { readonly pid: number };
  };
};

/** Looks at this machine, and changes nothing: no program is started, and no other host is asked. */
export interface MachineChecks {
  /** Takes 3 s at most; what could not be looked at is reported as that. Never rejects. */
  look(question: MachineQuestion): Promise<MachineReport>;
}
