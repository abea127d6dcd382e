import type { DashboardView, SeveralModelsView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { DetailTitle } from "../model-detail/detail-title.tsx";

type Props = {
  readonly several: SeveralModelsView;
  readonly words: DashboardView["words"];
  readonly goBack: () => void;
};

/** What can be done with several models at once. */
export const SeveralModels = ({ several: { title, names, actions }, words, goBack }: Props) => (
  <>
    <DetailTitle title={title} whole={title} words={words} goBack={goBack} />
    <p class="actions of-several">
      {actions.map((action) => (
        <ActionButton key={action.label} action={action} />
      ))}
    </p>
    <ul class="names">
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  </>
);
