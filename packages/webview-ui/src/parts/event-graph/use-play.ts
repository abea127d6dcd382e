import type { InspectorView } from "@paddock/core/views";
import { useEffect, useState } from "preact/hooks";
import { useRequest } from "../../requests.ts";

type OpenView = NonNullable<InspectorView["open"]>;

const STEP_MS = 1_000;

/** Goes from one listed event to the next until the last one; from the first one, if there is no next. */
export function usePlay({ event, timeline: { chosenRow, total } }: Pick<OpenView, "event" | "timeline">) {
  const [isPlaying, setPlaying] = useState(false);
  const [send] = useRequest();
  const isNow = event === null;
  const isLast = chosenRow === total - 1;
  // The next step waits for the answer to the one before it.
  useEffect(() => {
    if (!isPlaying || isNow || isLast) return undefined;
    const step = setTimeout(() => send({ type: "inspector.go", to: { kind: "after" } }), STEP_MS);
    return () => clearTimeout(step);
  }, [isPlaying, event?.seq, isLast]);
  useEffect(() => {
    if (isNow || isLast) setPlaying(false);
  }, [isNow, isLast]);
  useEffect(() => {
    const pause = (): void => setPlaying(false);
    document.addEventListener("visibilitychange", pause);
    return () => document.removeEventListener("visibilitychange", pause);
  }, []);
  const toggle = (): void => {
    if (!isPlaying && (isNow || isLast)) send({ type: "inspector.go", to: { kind: "first" } });
    setPlaying(!isPlaying);
  };
  return { isPlaying, toggle };
}
