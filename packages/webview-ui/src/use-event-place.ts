import type { InspectorView } from "@paddock/core/views";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { focusSoon } from "./focus-soon.ts";
import { isNarrow } from "./is-narrow.ts";
import { usePersistedState } from "./persisted-state.ts";

/** What a narrow window has room for: the list gives its place to an event that was opened. */
type EventPlace = "both" | "list" | "detail";

export function useEventPlace(event: NonNullable<InspectorView["open"]>["event"]) {
  const [isOpen, setOpen] = usePersistedState<boolean>("event-open", false);
  const isNow = event === null;
  const place: EventPlace = isNow ? "both" : isOpen ? "detail" : "list";
  // An event that is chosen by the keyboard or in the graph later is not opened by that.
  useEffect(() => {
    if (isNow) setOpen(false);
  }, [isNow]);
  const isDetail = place === "detail";
  const was = useRef(isDetail);
  useLayoutEffect(() => {
    const isSame = was.current === isDetail;
    was.current = isDetail;
    if (isSame || !isNarrow()) return;
    // It may be another one than that from which it was opened.
    if (!isDetail) document.querySelector(".event.on")?.scrollIntoView({ block: "nearest" });
    if (!document.activeElement?.closest("footer"))
      focusSoon(isDetail ? ".event-detail .back" : ".event-list .windowed");
  }, [isDetail]);
  return { place, openEvent: () => setOpen(true), goBack: () => setOpen(false) };
}
