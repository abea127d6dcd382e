import type { Place } from "../windowed-list/windowed-list.tsx";
import type { TimelineRow } from "./rows-at.ts";

type Props = {
  readonly row: TimelineRow;
  readonly place: Place;
  readonly isChosen: boolean;
  readonly choose: () => void;
};

/** An event, or the minute in which the next ones were. */
export function EventRow({ row, place: { index: _index, ...place }, isChosen, choose }: Props) {
  const { key, kind, seq, minute, time, text, note, tone, isLater } = row;
  if (kind === "minute")
    return (
      <div style={place.style} class="event minute" role="presentation">
        {minute}
      </div>
    );
  const told = note === "" ? text : `${text} · ${note}`;
  return (
    <div
      {...place}
      id={`event-${key}`}
      role="option"
      aria-selected={isChosen}
      class={["event", tone, isChosen && "on", isLater && "later"].filter(Boolean).join(" ")}
      onClick={choose}
    >
      <span class="number dim">{seq}</span>
      <span class="number dim">{time}</span>
      <span class="cut" title={told}>
        <span class="what">{text}</span>
        {note !== "" && <span class="dim"> · {note}</span>}
      </span>
    </div>
  );
}
