import type { ApiTabView, DashboardView } from "@paddock/core/views";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Icon } from "../icon/icon.tsx";
import { Section } from "../section/section.tsx";

type Props = {
  readonly use: NonNullable<ApiTabView["use"]>;
  readonly words: DashboardView["words"];
};

/** What to write into the settings of other programs, to be copied. */
export const UseIn = ({ use: { title, note, rows, remark, docs }, words }: Props) => (
  <Section title={title} note={note}>
    <ul class="uses">
      {rows.map(({ key, label, where, text, page }) => (
        <li key={key}>
          <details>
            <summary>
              <Icon name="chevron-right" />
              <span>{label}</span>
              <span class={where.kind === "file" ? "where dim mono" : "where dim"} translate={false}>
                {where.name}
              </span>
            </summary>
            <pre class="text">{text}</pre>
            <a href={page}>{docs}</a>
          </details>
          <CopyButton text={text} label={words.copy} copied={words.copied} about={label} />
        </li>
      ))}
    </ul>
    {remark && (
      <p class="remark remark-line">
        <Icon name="info" />
        <span>{remark}</span>
      </p>
    )}
  </Section>
);
