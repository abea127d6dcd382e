import type { MachineChecks, MachineQuestion } from "../doctor/machine-checks.port.ts";
import type { MachineReport } from "../doctor/machine-report.ts";

const seen = <Value>(value: Value) => ({ kind: "seen", value }) as const;

/** A machine on which all is well: one whole Ollama, a folder with space, no proxy. */
export const healthyMachine: MachineReport = {
  installs: seen([{ path: "/usr/local/bin/ollama", from: "path", libraries: "whole" }]),
  folder: seen({
    path: "/home/user/.ollama/models",
    is: {
      kind: "folder",
      mayRead: true,
      mayWrite: true,
      disk: { freeBytes: 210e9, totalBytes: 468e9 },
    },
  }),
  localhost: seen({ addresses: ["127.0.0.1"], ipv4: "ollama", ipv6: "refused" }),
  proxies: seen({ proxies: [], except: [] }),
  gpus: seen([]),
  isContainer: false,
};

/** Reports what a test says, and counts how often it was asked. */
export class FakeMachineChecks implements MachineChecks {
  report = healthyMachine;
  readonly asked: MachineQuestion[] = [];

  /** How often it was looked at. */
  get looks(): number {
    return this.asked.length;
  }

  look(question: MachineQuestion): Promise<MachineReport> {
    this.asked.push(question);
    const { proxies, isContainer } = this.report;
    return Promise.resolve(question.port === undefined ? { proxies, isContainer } : this.report);
  }
}
