import type { DoctorView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { Icon, type IconName } from "../icon/icon.tsx";
import { Section } from "../section/section.tsx";
import "./doctor-tab.css";

/** What is wrong, how that is known, and the one thing to press. */
export function DoctorTab({ doctor }: { readonly doctor: DoctorView }) {
  const { title, note, again, copy, healthy, open, fine, unchecked } = doctor;
  return (
    <div class="doctor-tab">
      <Section
        title={title}
        note={note}
        controls={
          <span class="controls">
            <ActionButton action={again} icon="refresh" />
            <ActionButton action={copy} icon="copy" />
          </span>
        }
      >
        {healthy && (
          <p class="healthy" role="status">
            <Icon name="pass-filled" />
            {healthy}
          </p>
        )}
        {open.length > 0 && (
          <ul>
            {open.map((row, index) => (
              <Found key={row.key} row={row} isFirst={index === 0} />
            ))}
          </ul>
        )}
      </Section>
      <Checked {...fine} icon="pass-filled" />
      <Checked {...unchecked} icon="question" />
    </div>
  );
}

const ICONS = { wrong: "error", look: "warning" } as const satisfies Record<
  DoctorView["open"][number]["verdict"],
  IconName
>;

const Found = ({ row, isFirst }: { readonly row: DoctorView["open"][number]; readonly isFirst: boolean }) => (
  <li class={`check is-${row.verdict}`}>
    <Icon name={ICONS[row.verdict]} />
    <p>
      <b>{row.finding}</b>
      <small>{row.evidence}</small>
      {row.quote && (
        <small class="quote">
          <span>{row.quote.source}</span>
          <code class="mono" title={row.quote.line}>
            {row.quote.text}
          </code>
        </small>
      )}
    </p>
    {row.fix && (
      <ActionButton action={row.fix} kind={isFirst && row.verdict === "wrong" ? "primary" : "secondary"} />
    )}
  </li>
);

/** What is fine, or could not be checked: a line each. */
const Checked = ({ title, rows, icon }: DoctorView["fine"] & { readonly icon: IconName }) =>
  rows.length === 0 ? null : (
    <Section title={title} note={String(rows.length)}>
      <ul>
        {rows.map(({ key, what, evidence }) => (
          <li key={key} class={`check line ${icon}`}>
            <Icon name={icon} />
            <p>
              <span>{what}</span>
              <small title={evidence}>{evidence}</small>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
