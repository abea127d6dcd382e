import type { InspectorView } from "@paddock/core/views";

type Timeline = NonNullable<InspectorView["open"]>["timeline"];
export type TimelineRow = Timeline["rows"]["rows"][string];

/** The rows at their places in the whole list; those that the host did not send are absent. */
export function rowsAt({
  total,
  from,
  rows,
}: Pick<Timeline, "total" | "from" | "rows">): ArrayLike<TimelineRow | undefined> {
  const places: Record<number, TimelineRow | undefined> = Object.fromEntries(
    rows.order.map((key, index) => [from + index, rows.rows[key]]),
  );
  return { ...places, length: total };
}
