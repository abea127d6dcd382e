import type { ActivityView } from "@paddock/core/views";
import { seriesColour } from "../chart/chart-colours.ts";
import { Section } from "../section/section.tsx";

type Props = { readonly memory: ActivityView["memory"] };

/** What is in memory now, as a bar and in numbers. */
export const MemoryNow = ({ memory: { title, note, rows, rest, none } }: Props) => (
  <Section title={title} note={note}>
    {rows.length + rest.length > 0 && (
      <div class="memory-bar" aria-hidden="true">
        {rows.map(({ key, share, colour }) => (
          <i key={key} style={{ ...painted(colour), width: `${share * 100}%` }} />
        ))}
      </div>
    )}
    {none && <p class="dim">{none}</p>}
    <table class="memory-rows">
      <tbody>
        {rows.map(({ key, model, size, where, left, colour }) => (
          <tr key={key}>
            <td class="cut" title={[model, where].filter(Boolean).join(" · ")}>
              <i class="key" style={painted(colour)} />
              {model} {where && <small class="dim">{where}</small>}
            </td>
            <td class="num">{size}</td>
            <td class="num dim">{left}</td>
          </tr>
        ))}
        {rest.map(({ label, size }) => (
          <tr key={label}>
            <td class="dim">{label}</td>
            <td class="num">{size}</td>
            {rows.length > 0 && <td />}
          </tr>
        ))}
      </tbody>
    </table>
  </Section>
);

const painted = (colour: number) => ({ background: `var(${seriesColour(colour)})` });
