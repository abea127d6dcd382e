import { actionOfCommand, performCommand } from "@paddock/core/actions";
import type { Actions } from "./create-actions.ts";

/** Runs a command; `target` is the row it was called on, or the argument that another extension passed. */
export type RunCommand = (id: string, target: unknown) => Promise<void>;

/** A command completes once it is accepted or refused; it does not wait until the message about a refusal is closed. */
export const createRunCommand =
  ({ context, showRefusal }: Pick<Actions, "context" | "showRefusal">): RunCommand =>
  async (id, target) => {
    const type = actionOfCommand(id);
    if (!type) throw new Error(`no action has the command ${id}`);
    const answer = await performCommand(context, type, target);
    if (!answer.accepted) showRefusal(answer.refusal);
  };
