import type { ModelDetailsView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";

type Props = { readonly details: Pick<ModelDetailsView, "state" | "now" | "keep"> };

/** What the model does now, in one line. */
export const Situation = ({ details: { state, now, keep } }: Props) => (
  <p class="situation" title={`${state} · ${now}`}>
    <span>
      <b>{state}</b>
      {now && ` · ${now}`}
    </span>
    {keep && <ActionButton action={keep} kind="link" />}
  </p>
);
