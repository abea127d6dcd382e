import { fails } from "./answer.ts";
import { PKEXEC_NOT_AUTHORIZED, SUDO_NEEDS_PASSWORD, SUDO_NEEDS_TERMINAL } from "./samples/rights.ts";
import { brew } from "./tools/brew.ts";
import { engineTool } from "./tools/engine.ts";
import { journalctl } from "./tools/journalctl.ts";
import { kubectl } from "./tools/kubectl.ts";
import { launchctl, open, osascript } from "./tools/mac.ts";
import { systemctl } from "./tools/systemctl.ts";
import { taskkill } from "./tools/taskkill.ts";
import type { MachineOptions } from "./options.ts";
import type { Tool } from "./tool.ts";

/** The tools with rules of their own. Others answer from a table. */
const TOOLS: Readonly<Record<string, Tool>> = {
  systemctl,
  journalctl,
  docker: engineTool("docker"),
  podman: engineTool("podman"),
  nerdctl: engineTool("nerdctl"),
  kubectl,
  brew,
  launchctl,
  open,
  osascript,
  taskkill,
  sudo: ({ argv }) => fails(1, argv.includes("-n") ? SUDO_NEEDS_PASSWORD : SUDO_NEEDS_TERMINAL),
  pkexec: () => fails(127, PKEXEC_NOT_AUTHORIZED),
};

export const answerCall: Tool = (call, world) => {
  const asked = call.argv.join(" ");
  const entry = world.tables[call.tool]?.find((entry) => entry.asked.test(asked));
  const tool = TOOLS[call.tool];
  if (entry) return entry.answer;
  return tool?.(call, world) ?? fails(1, `the stand-in ${call.tool} has no answer to: ${asked}`);
};

/** The tools that a machine with these things has. */
export function toolsOf(options: MachineOptions): ReadonlySet<string> {
  const { units, containers = [], contexts, cluster, brew, jobs, apps, images, tables = {} } = options;
  return new Set([
    ...(options.tools ?? []),
    ...(units ? ["systemctl", "journalctl"] : []),
    ...containers.map(({ engine }) => engine),
    ...(contexts ? ["docker"] : []),
    ...(cluster ? ["kubectl"] : []),
    ...(brew ? ["brew"] : []),
    ...(jobs || apps ? ["launchctl", "open", "osascript"] : []),
    ...(images ? ["taskkill"] : []),
    ...Object.keys(tables),
  ]);
}
