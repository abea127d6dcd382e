import type { ActivityView } from "@paddock/core/views";
import { useMemo, useRef } from "preact/hooks";
import { Chart } from "../chart/chart.tsx";
import { Section } from "../section/section.tsx";
import { memoryDrawing, stacked, type Marks } from "./memory-chart.ts";

type Props = { readonly overTime: ActivityView["overTime"] };

/** What each model had in memory; what has changed is also told in words. */
export function MemoryOverTime({ overTime }: Props) {
  const { title, note, times, series, changes, legend, limit, now, label, none } = overTime;
  const latest = useRef<Marks>({ changes, limit, now });
  latest.current = { changes, limit, now };
  const data = useMemo(() => stacked({ times, series }), [times, series]);
  const colours = series.map(({ colour }) => colour);
  const drawing = useMemo(() => memoryDrawing(colours, () => latest.current), [colours.join(), limit]);
  return (
    <Section title={title} note={note} {...(none === "" && { controls: <Legend legend={legend} /> })}>
      {none ? (
        <p class="dim no-chart">{none}</p>
      ) : (
        <Chart label={label} height={128} data={data} drawing={drawing} />
      )}
      <ul class="only-read">
        {changes.map(({ text, atMs, model, kind }) => (
          <li key={`${atMs} ${kind} ${model}`}>{text}</li>
        ))}
      </ul>
    </Section>
  );
}

const Legend = ({ legend }: Pick<ActivityView["overTime"], "legend">) => (
  <p class="marks dim">
    <span>▲ {legend.loaded}</span>
    <span>▽ {legend.unloaded}</span>
    <span>▼ {legend.evicted}</span>
  </p>
);
