import type { ApiTabView, DashboardView } from "@paddock/core/views";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Icon } from "../icon/icon.tsx";
import { Section } from "../section/section.tsx";

type Props = {
  readonly addresses: ApiTabView["addresses"];
  readonly words: DashboardView["words"];
};

/** What to paste into other programs. */
export const Addresses = ({ addresses: { title, note, rows }, words }: Props) => (
  <Section title={title} note={note}>
    <table>
      <tbody>
        {rows.map(({ key, label, url, note: remark, isWarning }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td class="cut" title={url}>
              <code class="mono">{url}</code>
              {isWarning && <Icon name="warning" />}
              {remark && <small>{remark}</small>}
            </td>
            <td class="num">
              <CopyButton text={url} about={`${label} ${url}`} label={words.copy} copied={words.copied} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Section>
);
