import type { ActivityView } from "@paddock/core/views";
import { Section } from "../section/section.tsx";

type Props = { readonly rate: ActivityView["rate"] };

const HEIGHT = 88;

/** Requests a minute, as bars. */
export function RequestRate({ rate: { title, note, counts, most, from, now, label } }: Props) {
  const highest = most === 0 ? undefined : counts.find(({ count }) => count === most)?.minute;
  return (
    <Section title={title} note={note}>
      <div class="rate" role="img" aria-label={label}>
        <div class="bars" aria-hidden="true">
          {counts.map(({ minute, count }) => (
            <i key={minute} style={{ height: `${most === 0 ? 1 : Math.max(1, (count / most) * HEIGHT)}px` }}>
              {minute === highest && <span>{most}</span>}
            </i>
          ))}
        </div>
        <div class="axis" aria-hidden="true">
          <span>{from}</span>
          <span>{now}</span>
        </div>
      </div>
    </Section>
  );
}
