import { failsWith } from "../fake-machine.ts";
import type { MachineCase } from "../machine-case.ts";
import { unitFile, BOOTED, SYSTEM, ofUnit, SYSTEM_UNIT, starts, withTools } from "./parts.ts";

/** The unit of the install script, where `systemctl` does not do what it is asked. */
export const LINUX_RIGHTS: readonly MachineCase[] = [
  {
    name: "that unit, for a person without rights whose session has no agent of polkit",
    source: "systemctl(1), “Exit status”; the words are in public reports of many distributions",
    isSeen: false,
    machine: withTools(
      {
        systemctl: [
          {
            asked: /^(start|stop) ollama\.service$/,
            answer: failsWith(
              1,
              "Failed to stop ollama.service: Interactive authentication required.\nSee system logs and 'systemctl status ollama.service' for details.\n",
            ),
          },
        ],
      },
      { ...BOOTED, [`${SYSTEM}/ollama.service`]: unitFile() },
      [ofUnit()],
    ),
    detected: SYSTEM_UNIT,
    stop: {
      fails: "needs-rights",
      does: ["systemctl stop ollama.service"],
      line: "sudo systemctl stop ollama.service",
    },
    start: {
      fails: "needs-rights",
      does: ["systemctl start ollama.service"],
      line: "sudo systemctl start ollama.service",
    },
  },
  {
    name: "that unit, for a person without rights on a machine without polkit",
    source: "seen with systemd 252 of Debian 12",
    isSeen: true,
    machine: withTools(
      {
        systemctl: [
          {
            asked: /^(start|stop) ollama\.service$/,
            answer: failsWith(
              4,
              "Failed to stop ollama.service: Access denied\nSee system logs and 'systemctl status ollama.service' for details.\n",
            ),
          },
        ],
      },
      { ...BOOTED, [`${SYSTEM}/ollama.service`]: unitFile() },
      [ofUnit()],
    ),
    detected: SYSTEM_UNIT,
    stop: {
      fails: "needs-rights",
      does: ["systemctl stop ollama.service"],
      line: "sudo systemctl stop ollama.service",
    },
    start: {
      fails: "needs-rights",
      does: ["systemctl start ollama.service"],
      line: "sudo systemctl start ollama.service",
    },
  },
  {
    name: "that unit, where the unit does not stop in time",
    source: "systemctl(1), “Exit status”: a job that failed is 1",
    isSeen: false,
    machine: withTools(
      {
        systemctl: [
          {
            asked: "stop ollama.service",
            answer: failsWith(1, "Job for ollama.service failed because a timeout was exceeded.\n"),
          },
          { asked: "start ollama.service", answer: "" },
        ],
      },
      { ...BOOTED, [`${SYSTEM}/ollama.service`]: unitFile() },
      [ofUnit()],
    ),
    detected: SYSTEM_UNIT,
    stop: { fails: "tool-failed", does: ["systemctl stop ollama.service"] },
    start: starts(SYSTEM_UNIT),
  },
];
