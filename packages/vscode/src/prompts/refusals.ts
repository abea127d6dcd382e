import type { Refusal } from "@paddock/core";
import type { ActionAnswer } from "@paddock/core/actions";
import { refusalView, type ActionRequest } from "@paddock/core/views";
import { take, type Observable } from "rxjs";
import type { hideMessages, showMessage } from "./messages.ts";

/** Shows why an action was refused, and performs the action of the pressed button; that may be refused too. */
export type ShowRefusal = (refusal: Refusal) => void;

type ShowRefusalOptions = {
  readonly perform: (request: ActionRequest) => Promise<ActionAnswer>;
  readonly show: typeof showMessage;
  readonly hide: typeof hideMessages;
  /** Emits when a refusal does not hold any more: its message is then taken off the screen. */
  readonly isOver$: (refusal: Refusal) => Observable<unknown>;
};

export function createShowRefusal({ perform, show, hide, isOver$ }: ShowRefusalOptions): ShowRefusal {
  async function showOne(refusal: Refusal): Promise<void> {
    const view = refusalView(refusal);
    if (!view) return;
    const hiding = isOver$(refusal).pipe(take(1)).subscribe(hide);
    const pressed = await show(view).finally(() => hiding.unsubscribe());
    const answer = pressed && (await perform(pressed.request));
    if (answer?.accepted === false) await showOne(answer.refusal);
  }
  return (refusal) => void showOne(refusal);
}
