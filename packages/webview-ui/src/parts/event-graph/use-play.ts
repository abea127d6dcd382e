import type { InspectorView } from "@paddock/core/views";
import { useEffect, useState } from "preact/hooks";
import { useRequest } from "../../requests.ts";

type OpenView = NonNullable<InspectorView["open"]>;

const STEP_MS = 1_000;
/** Without an answer for this time, a step has led nowhere. */
const PATIENCE_MS = 5_000;

/** Goes from one listed event to the next until the last one; from the first one, if there is no next. */
export function usePlay({ event, timeline: { chosenRow, total } }: Pick<OpenView, "event" | "timeline">) {
  /** Where the last step was asked for; `undefined`: it does not play. */
  const [askedAt, setAskedAt] = useState<number | "now">();
  const [send] = useRequest();
  const here = event?.seq ?? "now";
  const hasNext = event !== null && chosenRow < total - 1;
  const isAsked = askedAt === here;
  const isPlaying = isAsked || (askedAt !== undefined && hasNext);
  const pause = (): void => setAskedAt(undefined);
  const step = (): void => {
    send({ type: "inspector.go", to: { kind: hasNext ? "after" : "first" } });
    setAskedAt(here);
  };
  useEffect(() => {
    if (!isPlaying) return pause();
    const next = isAsked ? setTimeout(pause, PATIENCE_MS) : setTimeout(step, STEP_MS);
    return () => clearTimeout(next);
  }, [here, isAsked, isPlaying]);
  useEffect(() => {
    document.addEventListener("visibilitychange", pause);
    return () => document.removeEventListener("visibilitychange", pause);
  }, []);
  return { isPlaying, toggle: isPlaying ? pause : step };
}
