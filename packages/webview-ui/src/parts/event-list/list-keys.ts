import type { InspectorView } from "@paddock/core/views";

type Timeline = NonNullable<InspectorView["open"]>["timeline"];

type Destination =
  | { readonly kind: "now" | "first" | "last" | "before" | "after" }
  | { readonly kind: "event"; readonly seq: number };

const PAGE = 10;

/** Where a key leads; `undefined`: nowhere. */
export function destinationOf(key: string, timeline: Timeline): Destination | undefined {
  switch (key) {
    case "ArrowUp":
      return { kind: "before" };
    case "ArrowDown":
      return { kind: timeline.chosenRow < 0 ? "last" : "after" };
    case "Home":
      return { kind: "first" };
    case "End":
      return { kind: "last" };
    case "PageUp":
      return pageFrom(timeline, -PAGE);
    case "PageDown":
      return pageFrom(timeline, PAGE);
    case "Escape":
      return { kind: "now" };
    default:
      return undefined;
  }
}

/** So many rows further, as far as they are there. */
function pageFrom({ rows, from, chosenRow }: Timeline, by: number): Destination {
  const last = rows.order.length - 1;
  const index = Math.min(last, Math.max(0, (chosenRow < 0 ? last : chosenRow - from) + by));
  const row = rows.rows[rows.order[index] ?? ""];
  return row ? { kind: "event", seq: row.seq } : { kind: by < 0 ? "first" : "last" };
}
