import type { Action, DiskView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { Section } from "../section/section.tsx";

type Counted = NonNullable<DiskView["counted"]>;
type Props = {
  readonly space: Counted["models"];
  readonly when: Counted["when"];
  readonly again: Action;
};

/** The space of each model, and what deleting it frees. */
export const ModelSpace = ({ space: { title, note, heads, rows, foot }, when, again }: Props) => (
  <Section title={title} note={note}>
    {rows.length > 0 && (
      <table class="model-space">
        <thead>
          <tr>
            <th scope="col">{heads.model}</th>
            <td class="wide" />
            <th scope="col" class="num">
              {heads.own}
            </th>
            <th scope="col" class="num">
              {heads.shared}
            </th>
            <th scope="col" class="num">
              {heads.frees}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, share, own, shared, frees }) => (
            <tr key={key}>
              <th scope="row" class="cut" title={key}>
                {name}
              </th>
              <td class="wide" aria-hidden="true">
                <i style={{ width: `${Math.max(1, share * 100)}%` }} />
              </td>
              <td class="num">{own}</td>
              <td class="num">{shared}</td>
              <td class="num">{frees}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <div class="counted">
      <p class="dim">
        {foot} {when}
      </p>
      <ActionButton action={again} kind="link" />
    </div>
  </Section>
);
