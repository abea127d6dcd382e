import type { DiskView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { Icon } from "../icon/icon.tsx";

type Banner = NonNullable<NonNullable<DiskView["counted"]>["banner"]>;

/** A download that waits for room, and what helps. */
export const RoomBanner = ({ banner: { title, text, action, isShort } }: { readonly banner: Banner }) => (
  <div class="room-banner" role="note">
    <Icon name="warning" />
    <p>
      <b>{title}</b> {text}
    </p>
    {action && <ActionButton action={action} kind={isShort ? "secondary" : "primary"} />}
  </div>
);
