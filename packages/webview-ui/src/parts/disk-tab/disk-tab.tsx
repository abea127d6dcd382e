import type { Action, DashboardView, DiskView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Section } from "../section/section.tsx";
import { DiskBar } from "./disk-bar.tsx";
import { ModelSpace } from "./model-space.tsx";
import { RoomBanner } from "./room-banner.tsx";
import { SpareSpace } from "./spare-space.tsx";
import "./disk-tab.css";

type Props = { readonly disk: DiskView; readonly words: DashboardView["words"] };

const Actions = ({ actions }: { readonly actions: readonly Action[] }) => (
  <span class="actions">
    {actions.map((action) => (
      <ActionButton key={action.label} action={action} />
    ))}
  </span>
);

/** What takes the space of the disk, and what of it may go. */
export function DiskTab({ disk, words }: Props) {
  const { title, note, why, again, actions, counted } = disk;
  return (
    <div class="disk-tab">
      <Section
        title={title}
        note={note}
        controls={<Actions actions={counted ? actions : [...actions, again]} />}
      >
        {why && <p>{why}</p>}
        {counted && (
          <DiskBar bar={counted.bar}>
            <p class="place">
              <code class="mono cut" title={counted.path}>
                {counted.path}
              </code>
              <CopyButton text={counted.path} label={words.copy} copied={words.copied} />
            </p>
          </DiskBar>
        )}
        {counted?.banner && <RoomBanner banner={counted.banner} />}
      </Section>
      {counted && (
        <div class="columns">
          <SpareSpace spare={counted.spare} />
          <ModelSpace space={counted.models} when={counted.when} again={again} />
        </div>
      )}
    </div>
  );
}
