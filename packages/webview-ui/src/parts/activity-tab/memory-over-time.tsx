import type { ActivityView } from "@paddock/core/views";
import { useMemo, useRef } from "preact/hooks";
import { Chart } from "../chart/chart.tsx";
import { Section } from "../section/section.tsx";
import { memoryDrawing, stacked } from "./memory-chart.ts";

type Props = { readonly overTime: ActivityView["overTime"] };

/** What each model had in memory; what has changed is also told in words. */
export function MemoryOverTime({ overTime }: Props) {
  const { title, note, times, series, changes, legend, label, none } = overTime;
  const latest = useRef(changes);
  latest.current = changes;
  const data = useMemo(() => stacked({ times, series }), [times, series]);
  const colours = series.map(({ colour }) => colour);
  const drawing = useMemo(() => memoryDrawing(colours, () => latest.current), [colours.join()]);
  return (
    <Section title={title} note={note}>
      {none ? (
        <p class="dim">{none}</p>
      ) : (
        <>
          <Chart label={label} height={128} data={data} drawing={drawing} />
          <p class="marks dim">
            <span>▲ {legend.loaded}</span>
            <span>▽ {legend.unloaded}</span>
            <span>▼ {legend.evicted}</span>
          </p>
        </>
      )}
      <ul class="only-read">
        {changes.map(({ text, atMs, model, kind }) => (
          <li key={`${atMs} ${kind} ${model}`}>{text}</li>
        ))}
      </ul>
    </Section>
  );
}
