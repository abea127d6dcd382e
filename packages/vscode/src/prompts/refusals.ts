import type { Refusal } from "@paddock/core";
import type { ActionAnswer } from "@paddock/core/actions";
import { refusalView, type ActionRequest } from "@paddock/core/views";
import { showMessage } from "./messages.ts";

/** Says why something is not done, and does what is pressed instead; that may be refused too. */
export type TellRefusal = (refusal: Refusal) => void;

/** `perform` does what is pressed. */
export function createRefusalTeller(perform: (request: ActionRequest) => Promise<ActionAnswer>): TellRefusal {
  async function tell(refusal: Refusal): Promise<void> {
    const view = refusalView(refusal);
    const pressed = view && (await showMessage(view));
    const answer = pressed && (await perform(pressed.request));
    if (answer?.accepted === false) await tell(answer.refusal);
  }
  return (refusal) => void tell(refusal);
}
