import type { InspectorView } from "@paddock/core/views";
import type { Page } from "./page.ts";
import { EventDetail } from "./parts/event-detail/event-detail.tsx";
import { EventFilter } from "./parts/event-filter/event-filter.tsx";
import { EventGraph } from "./parts/event-graph/event-graph.tsx";
import { EventList } from "./parts/event-list/event-list.tsx";
import { Icon } from "./parts/icon/icon.tsx";
import { InspectorBar } from "./parts/inspector-bar/inspector-bar.tsx";
import { RequestsContext, useRequest } from "./requests.ts";
import { useEventPlace } from "./use-event-place.ts";
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
          <Events open={open} words={words} />
        ) : (
          <p class="empty" role="alert">
            {failure}
          </p>
        )}
      </div>
    </RequestsContext.Provider>
  );
}

type EventsProps = {
  readonly open: NonNullable<InspectorView["open"]>;
  readonly words: InspectorView["words"];
};

function Events({ open, words }: EventsProps) {
  const { place, openEvent, goBack } = useEventPlace();
  const [send] = useRequest();
  return (
    <>
      <aside class={place === "detail" ? "covered" : ""}>
        <EventFilter view={open} words={words} />
        <EventList timeline={open.timeline} words={words} openEvent={openEvent} />
        <button
          type="button"
          class="latest"
          onClick={() => {
            send({ type: "inspector.go", to: { kind: "now" } });
            openEvent();
          }}
        >
          {open.latest}
          <Icon name="chevron-right" />
        </button>
      </aside>
      <main
        class={place === "list" ? "covered" : ""}
        onKeyDown={({ key }) => {
          if (key === "Escape") goBack();
        }}
      >
        <EventDetail view={open} words={words} goBack={goBack} />
      </main>
      <EventGraph view={open} words={words} />
    </>
  );
}
