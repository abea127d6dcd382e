import type { DashboardView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Section } from "../section/section.tsx";
import { DiskBar } from "./disk-bar.tsx";
import { ModelSpace } from "./model-space.tsx";
import { SpareSpace } from "./spare-space.tsx";
import "./disk-tab.css";

/** What takes the space of the disk, and what of it may go. */
export function DiskTab({ view: { disk, words } }: { readonly view: DashboardView }) {
  if (!disk) return null; // it comes as soon as the host knows that this tab is shown
  const { title, note, why, again, counted } = disk;
  return (
    <div class="disk-tab">
      <Section title={title} note={note} controls={<ActionButton action={again} />}>
        {why && <p>{why}</p>}
        {counted && <DiskBar bar={counted.bar} />}
        {counted && (
          <p class="place">
            <code class="mono cut" title={counted.path}>
              {counted.path}
            </code>
            <CopyButton text={counted.path} label={words.copy} copied={words.copied} />
            <small>{counted.when}</small>
          </p>
        )}
      </Section>
      {counted && (
        <div class="columns">
          <SpareSpace spare={counted.spare} />
          <ModelSpace space={counted.models} />
        </div>
      )}
    </div>
  );
}
