import type { DashboardView, ModelDetailsView } from "@paddock/core/views";
import { usePersistedState } from "../../persisted-state.ts";
import { ActionButton } from "../action-button/action-button.tsx";
import { Icon } from "../icon/icon.tsx";

type Props = {
  readonly update: NonNullable<ModelDetailsView["update"]>;
  readonly words: DashboardView["words"];
};

/** Says that there is a newer version, until it is put away. */
export function UpdateBanner({ update: { key, text, action }, words }: Props) {
  const [putAway, setPutAway] = usePersistedState<string>("putAway", "");
  if (putAway === key) return null;
  return (
    <section class="update-banner">
      <Icon name="arrow-circle-up" />
      <span>{text}</span>
      <button
        class="icon-button"
        aria-label={words.notNow}
        title={words.notNow}
        onClick={() => setPutAway(key)}
      >
        <Icon name="close" />
      </button>
      <ActionButton action={action} />
    </section>
  );
}
