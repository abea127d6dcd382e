import type { Tone } from "@paddock/core/views";

type Props = { readonly label: string; readonly percent: number | undefined; readonly tone: Tone };

/** Four pixels of bar. Where the total is unknown there is nothing to fill, and none is made up. */
export function ProgressBar({ label, percent, tone }: Props) {
  return (
    <div
      class={`bar ${tone}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <i style={{ width: `${percent ?? 0}%` }} />
    </div>
  );
}
