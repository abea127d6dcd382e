import type { InspectorView } from "@paddock/core/views";
import { useEffect, useState } from "preact/hooks";
import { useRequest } from "../../requests.ts";

type OpenView = NonNullable<InspectorView["open"]>;

const STEP_MS = 1_000;
/** Without an answer for this time, a step has led nowhere. */
const PATIENCE_MS = 5_000;

/** `asked`: a step was requested and has not led anywhere yet; `here`: at an event that is shown for a while. */
type Play = "paused" | "asked" | "here";

/** Goes from one listed event to the next until the last one; from the first one, if there is no next. */
export function usePlay({ event, timeline: { chosenRow, total } }: Pick<OpenView, "event" | "timeline">) {
  const [play, setPlay] = useState<Play>("paused");
  const [send] = useRequest();
  const place = event?.seq ?? "now";
  const hasNext = event !== null && chosenRow < total - 1;
  const pause = (): void => setPlay("paused");
  const step = (): void => {
    send({ type: "inspector.go", to: { kind: hasNext ? "after" : "first" } });
    setPlay("asked");
  };
  // Another place is what was asked for, or what was chosen meanwhile: it goes on from there.
  useEffect(() => setPlay((before) => (before === "asked" ? "here" : before)), [place]);
  useEffect(() => {
    if (play === "paused") return;
    if (play === "here" && !hasNext) return pause();
    const next = play === "asked" ? setTimeout(pause, PATIENCE_MS) : setTimeout(step, STEP_MS);
    return () => clearTimeout(next);
  }, [place, play, hasNext]);
  useEffect(() => {
    document.addEventListener("visibilitychange", pause);
    return () => document.removeEventListener("visibilitychange", pause);
  }, []);
  return { isPlaying: play !== "paused", toggle: play === "paused" ? step : pause };
}
