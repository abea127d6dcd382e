import type { Refusal } from "@paddock/core";
import type { ActionAnswer } from "@paddock/core/actions";
import { refusalView, type ActionRequest } from "@paddock/core/views";
import { showMessage } from "./messages.ts";

/** Shows why an action was refused, and performs the action of the pressed button; that may be refused too. */
export type ShowRefusal = (refusal: Refusal) => void;

export function createShowRefusal(perform: (request: ActionRequest) => Promise<ActionAnswer>): ShowRefusal {
  async function show(refusal: Refusal): Promise<void> {
    const view = refusalView(refusal);
    const pressed = view && (await showMessage(view));
    const answer = pressed && (await perform(pressed.request));
    if (answer?.accepted === false) await show(answer.refusal);
  }
  return (refusal) => void show(refusal);
}
