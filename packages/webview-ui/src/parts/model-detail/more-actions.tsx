import type { DashboardView, ModelDetailsView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { ActionMenu } from "../menu/action-menu.tsx";

type Props = {
  readonly details: Pick<ModelDetailsView, "actions" | "more">;
  readonly words: DashboardView["words"];
};

/** What can be done with a model besides its first action: one button, and the rest in a menu. */
export function MoreActions({ details: { actions, more }, words }: Props) {
  const [, secondary, ...others] = actions;
  return (
    <>
      {secondary && <ActionButton action={secondary} />}
      <ActionMenu label={words.moreActions} actions={[...others, ...more]} />
    </>
  );
}
