import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { focusSoon } from "./focus-soon.ts";
import { isNarrow, whenNarrowChanges } from "./is-narrow.ts";
import { usePersistedState } from "./persisted-state.ts";

/** In a narrow window the list gives its place to what was opened. */
type EventPlace = "both" | "list" | "detail";

export function useEventPlace() {
  const [isOneSeen, setOneSeen] = useState(isNarrow);
  const [isOpen, setOpen] = usePersistedState<boolean>("event-open", false);
  useEffect(
    () =>
      whenNarrowChanges(() => {
        setOneSeen(isNarrow());
        // What has the focus stays.
        setOpen(document.querySelector("main:focus-within") !== null);
      }),
    [],
  );
  const place: EventPlace = isOneSeen ? (isOpen ? "detail" : "list") : "both";
  const was = useRef(place);
  useLayoutEffect(() => {
    if (was.current === place) return;
    was.current = place;
    // It may be another one than that from which it was opened.
    if (place === "list") document.querySelector(".event.on")?.scrollIntoView({ block: "nearest" });
    if (!document.activeElement?.closest("header, footer, aside:not(.covered), main:not(.covered)"))
      focusSoon(place === "detail" ? ".event-detail .back" : ".event-list .windowed");
  }, [place]);
  return { place, openEvent: () => setOpen(true), goBack: () => setOpen(false) };
}
