import type { ModelDetailsView } from "@paddock/core/views";
import { Icon } from "../icon/icon.tsx";

type Props = { readonly damage: NonNullable<ModelDetailsView["damage"]> };

/** Says what is missing of a model. It stays until that is there again. */
export const DamageBanner = ({ damage: { text } }: Props) => (
  <section class="update-banner damage">
    <Icon name="warning" />
    <span>{text}</span>
  </section>
);
