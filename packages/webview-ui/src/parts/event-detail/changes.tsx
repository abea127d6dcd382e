import type { InspectorView } from "@paddock/core/views";
import { Fragment } from "preact";
import { Section } from "../section/section.tsx";

type Props = {
  /** `null`: a reading, which changes no facts. */
  readonly changes: NonNullable<InspectorView["open"]>["changes"];
  readonly words: InspectorView["words"];
};

/** What an event changed, before and after side by side. */
export const Changes = ({ changes, words }: Props) => (
  <Section title={words.changed} note={changes?.note ?? ""}>
    {changes && changes.rows.length > 0 && (
      <table class="changes">
        <thead>
          <tr>
            <th>{words.beforeHead}</th>
            <th>{words.afterHead}</th>
          </tr>
        </thead>
        <tbody>
          {changes.rows.map(({ key, part, before, after }, index) => (
            <Fragment key={key}>
              {part !== (changes.rows[index - 1]?.part ?? "") && (
                <tr>
                  <th colSpan={2} scope="rowgroup" translate={false}>
                    {part}
                  </th>
                </tr>
              )}
              <tr>
                <td class={before === undefined ? "" : "removed"}>
                  {before !== undefined && <Value text={before} />}
                </td>
                <td class={after === undefined ? "" : "added"}>
                  {after !== undefined && <Value text={after} />}
                </td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    )}
    <p class="dim">{changes?.remark ?? words.noFacts}</p>
  </Section>
);

/** The path before the value breaks after a dot. */
function Value({ text }: { readonly text: string }) {
  const end = text.indexOf(":");
  return (
    <code translate={false}>
      {[...text.slice(0, end).matchAll(/[^.]*\.?/g)].map(({ 0: name, index: place }) => (
        <span key={place}>
          {name}
          <wbr />
        </span>
      ))}
      {text.slice(end)}
    </code>
  );
}
