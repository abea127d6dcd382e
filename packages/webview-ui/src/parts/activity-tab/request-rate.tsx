import type { ActivityView } from "@paddock/core/views";
import { Section } from "../section/section.tsx";

type Rate = Extract<ActivityView["requests"], { kind: "read" }>["rate"];

const HEIGHT = 78;

/** Requests a minute, as bars. */
export const RequestRate = ({ words, requests }: Pick<ActivityView, "words" | "requests">) =>
  requests.kind === "read" ? (
    <Section title={words.requests} note={requests.rate.note}>
      <Bars rate={requests.rate} />
    </Section>
  ) : (
    <Section title={words.requests} note="">
      <p class="dim no-chart">{words.noRate}</p>
    </Section>
  );

function Bars({ rate: { counts, most, from, now, label } }: { readonly rate: Rate }) {
  const highest = most === 0 ? undefined : counts.find(({ count }) => count === most)?.minute;
  return (
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
  );
}
