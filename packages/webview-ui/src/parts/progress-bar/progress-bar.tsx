import type { Tone } from "@paddock/core/views";
import "./progress-bar.css";

type Props = { readonly label: string; readonly percent: number | undefined; readonly tone: Tone };

/** Stays empty while the total is unknown. */
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
