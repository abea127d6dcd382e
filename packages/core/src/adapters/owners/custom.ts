import type { OwnerChoice } from "../../service/owner-choice.ts";
import type { Act, ManagedOwner } from "./managed-owner.ts";
import type { Argv } from "./tool-result.ts";

type CustomChoice = Extract<OwnerChoice, { readonly kind: "custom" }>;

/** The commands may wait for another machine. */
const ACT_PATIENCE_MS = 60_000;
const STATUS_PATIENCE_MS = 10_000;

/** A service that the person's own commands start and stop: OpenRC, NSSM, ssh, anything. */
export const custom = ({ name, start, stop, status, log }: CustomChoice): ManagedOwner<"custom"> => ({
  kind: "custom",
  /** Without a command that tells, the service is believed to be the person's. */
  async detect({ machine }) {
    if (!status) return { kind: "custom", name };
    const result = await machine.run(status, STATUS_PATIENCE_MS);
    return result.kind === "exited" && result.code === 0 ? { kind: "custom", name } : undefined;
  },
  installed: async () => ({ kind: "custom", name }),
  stillRuns: async () => status === undefined,
  start: (_owner, { commandLog }) => ({ ...actOf(start), outputFile: commandLog }),
  stop: () => actOf(stop),
  log: (_owner, { commandLog }) =>
    log ? { kind: "tool", argv: log, mayRunUnasked: false } : { kind: "own-file", file: commandLog },
});

const actOf = (argv: Argv): Extract<Act, { kind: "run" }> => ({
  kind: "run",
  argv,
  patienceMs: ACT_PATIENCE_MS,
  mayTellSecrets: true,
});
