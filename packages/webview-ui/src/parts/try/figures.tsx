import type { TryView } from "@paddock/core/views";

/** The figures of a run, each in its place from the start. */
export const Figures = ({ figures }: { readonly figures: TryView["figures"] }) => (
  <dl class="figures">
    {figures.map((figure) => (
      <div key={figure.key}>
        <dt>{figure.label}</dt>
        <dd title={`${figure.value} ${figure.note}`.trim()}>
          {figure.value} <small>{figure.note}</small>
        </dd>
      </div>
    ))}
  </dl>
);
