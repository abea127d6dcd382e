import type { DiskView } from "@paddock/core/views";

type Counted = NonNullable<DiskView["counted"]>;

/** The whole disk as a bar, and its parts in numbers. */
export const DiskBar = ({ bar: { label, parts } }: { readonly bar: Counted["bar"] }) => (
  <>
    <div class="disk-bar" aria-hidden="true">
      {parts.map(({ key, share }) => (
        <i key={key} class={key} style={{ width: `${share * 100}%` }} />
      ))}
    </div>
    <ul class="legend" aria-label={label}>
      {parts.map(({ key, label, size }) => (
        <li key={key}>
          <i class={key} />
          {label} <span>{size}</span>
        </li>
      ))}
    </ul>
  </>
);
