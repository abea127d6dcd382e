import { actionOfCommand, performCommand } from "@paddock/core/actions";
import type { Actions } from "./open-actions.ts";

/** Runs a command of ours; `target` is the row it was called on, or what another extension has passed. */
export type RunCommand = (id: string, target: unknown) => Promise<void>;

/** Does what a command asks for. It has run once that is decided, not only when somebody has read why it was refused. */
export const createRunCommand =
  ({ context, tellRefusal }: Pick<Actions, "context" | "tellRefusal">): RunCommand =>
  async (id, target) => {
    const type = actionOfCommand(id);
    if (!type) throw new Error(`no action has the command ${id}`);
    const answer = await performCommand(context, type, target);
    if (!answer.accepted) tellRefusal(answer.refusal);
  };
