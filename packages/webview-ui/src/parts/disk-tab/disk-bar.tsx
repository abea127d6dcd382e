import type { DiskView } from "@paddock/core/views";
import type { ComponentChildren } from "preact";

type Props = {
  readonly bar: NonNullable<DiskView["counted"]>["bar"];
  /** At the end of the line of the numbers. */
  readonly children: ComponentChildren;
};

/** The whole disk as a bar, and its parts in numbers. */
export const DiskBar = ({ bar: { label, parts }, children }: Props) => (
  <>
    <div class="disk-bar" aria-hidden="true">
      {parts.map(({ key, share }) => (
        <i key={key} class={key} style={{ width: `${share * 100}%` }} />
      ))}
    </div>
    <div class="below-bar">
      <ul class="legend" aria-label={label}>
        {parts.map(({ key, label, size }) => (
          <li key={key}>
            <i class={key} />
            {label} <span>{size}</span>
          </li>
        ))}
      </ul>
      {children}
    </div>
  </>
);
