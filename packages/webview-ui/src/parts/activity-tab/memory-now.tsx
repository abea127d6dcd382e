import type { ActivityView } from "@paddock/core/views";
import { Section } from "../section/section.tsx";

type Props = { readonly memory: ActivityView["memory"] };

/** What is in memory now, as a bar and in numbers. */
export const MemoryNow = ({ memory: { title, note, rows, free, none } }: Props) => (
  <Section title={title} note={note}>
    <div class="memory-bar" aria-hidden="true">
      {rows.map(({ key, share }, index) => (
        <i key={key} class={`colour-${index % 5}`} style={{ width: `${share * 100}%` }} />
      ))}
    </div>
    {none && <p class="dim">{none}</p>}
    <table class="memory-rows">
      <tbody>
        {rows.map(({ key, model, size, left }, index) => (
          <tr key={key}>
            <td class="cut" title={model}>
              <i class={`key colour-${index % 5}`} />
              {model}
            </td>
            <td class="num">{size}</td>
            <td class="num dim">{left}</td>
          </tr>
        ))}
        {free && (
          <tr>
            <td class="dim">{free.label}</td>
            <td class="num">{free.size}</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  </Section>
);
