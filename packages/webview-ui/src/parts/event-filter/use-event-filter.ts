import type { InspectorView } from "@paddock/core/views";
import { useEffect } from "preact/hooks";
import { usePersistedState } from "../../persisted-state.ts";
import { useRequest } from "../../requests.ts";

type EventFilter = NonNullable<InspectorView["open"]>["filter"];

const KINDS = ["service", "models", "downloads", "tests", "windows", "notices"] as const;

/** The filter that the person has set; the host does the filtering, since it has all events. */
export function useEventFilter(told: EventFilter): readonly [EventFilter, (filter: EventFilter) => void] {
  const [text, setText] = usePersistedState<string>("events-text", "");
  const [kind, setKind] = usePersistedState<string>("events-kind", "all");
  const [ofHost, setHost] = usePersistedState<string>("events-host", "");
  const [ofModel, setModel] = usePersistedState<string>("events-model", "");
  const [withReadings, setReadings] = usePersistedState<boolean>("events-readings", false);
  const [send] = useRequest();
  const filter = { text, kind, ofHost, ofModel, withReadings };
  const tell = (next: EventFilter): void => {
    const known = KINDS.find((one) => one === next.kind);
    send({
      type: "inspector.filter",
      text: next.text.slice(0, 1_000),
      withReadings: next.withReadings,
      ...(known && { kind: known }),
      ...(next.ofHost !== "" && { ofHost: next.ofHost }),
      ...(next.ofModel !== "" && { ofModel: next.ofModel }),
    });
  };
  // What was saved with the page: the host may know another filter, or none.
  useEffect(() => {
    if (JSON.stringify(told) !== JSON.stringify(filter)) tell(filter);
  }, []);
  return [
    filter,
    (next) => {
      setText(next.text);
      setKind(next.kind);
      setHost(next.ofHost);
      setModel(next.ofModel);
      setReadings(next.withReadings);
      tell(next);
    },
  ];
}
