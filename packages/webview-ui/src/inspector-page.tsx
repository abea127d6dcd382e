import type { InspectorView } from "@paddock/core/views";
import type { Page } from "./page.ts";
import { EventDetail } from "./parts/event-detail/event-detail.tsx";
import { EventFilter } from "./parts/event-filter/event-filter.tsx";
import { EventGraph } from "./parts/event-graph/event-graph.tsx";
import { EventList } from "./parts/event-list/event-list.tsx";
import { InspectorBar } from "./parts/inspector-bar/inspector-bar.tsx";
import { RequestsContext } from "./requests.ts";
import { useKeyboard } from "./use-keyboard.ts";
import "./inspector-page.css";

/** What happened, what it changed, and what the state was then. */
export function InspectorPage({
  page: { view, requests, isOutdated },
}: {
  readonly page: Page<InspectorView>;
}) {
  const { value } = view;
  useKeyboard();
  if (!value) return null;
  const { words, failure, open } = value;
  if (isOutdated.value) return <p class="empty">{words.outdated}</p>;
  return (
    <RequestsContext.Provider value={requests}>
      <div class="inspector">
        <InspectorBar view={value} />
        {open ? (
          <>
            <aside>
              <EventFilter view={open} words={words} />
              <EventList timeline={open.timeline} words={words} />
            </aside>
            <main>
              <EventDetail view={open} words={words} />
            </main>
            <EventGraph view={open} words={words} />
          </>
        ) : (
          <p class="empty" role="alert">
            {failure}
          </p>
        )}
      </div>
    </RequestsContext.Provider>
  );
}
