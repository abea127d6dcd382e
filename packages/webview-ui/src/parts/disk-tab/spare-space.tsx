import type { DiskView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { Fold } from "../fold/fold.tsx";
import { Icon, type IconName } from "../icon/icon.tsx";
import { Section } from "../section/section.tsx";

type Spare = NonNullable<DiskView["counted"]>["spare"];

const ICONS = {
  backups: "archive",
  partials: "cloud-download",
  unused: "package",
} as const satisfies Record<Spare["rows"][number]["key"], IconName>;

/** What can be freed; each with why no model needs it, and a button with the bytes. */
export const SpareSpace = ({ spare: { title, note, rows, remark, lists } }: { readonly spare: Spare }) => (
  <Section title={title} note={note}>
    {rows.map(({ key, title, note, action }) => (
      <div key={key} class="spare-row">
        <Icon name={ICONS[key]} />
        <p>
          {title}
          <small>{note}</small>
        </p>
        <ActionButton action={action} />
      </div>
    ))}
    {remark && <p class="remark dim">{remark}</p>}
    {lists.map(({ title, note, rows }) => (
      <Fold key={title} name={title} title={title} note={note}>
        <table>
          <tbody>
            {rows.map(({ key, name, note, size }) => (
              <tr key={key}>
                <td class="cut" title={name}>
                  {name}
                </td>
                <td class="dim">{note}</td>
                <td class="num">{size}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    ))}
  </Section>
);
