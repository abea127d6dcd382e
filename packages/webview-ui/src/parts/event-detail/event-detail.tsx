import type { InspectorView } from "@paddock/core/views";
import { usePersistedState } from "../../persisted-state.ts";
import { useRequest } from "../../requests.ts";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Icon } from "../icon/icon.tsx";
import { MachineChart } from "../machine-chart/machine-chart.tsx";
import { MadeRequests } from "../made-requests/made-requests.tsx";
import { Section } from "../section/section.tsx";
import { StateTree } from "../state-tree/state-tree.tsx";
import { Tabs } from "../tabs/tabs.tsx";
import { Changes } from "./changes.tsx";
import "./event-detail.css";

type OpenView = NonNullable<InspectorView["open"]>;
type Props = {
  readonly view: OpenView;
  readonly words: InspectorView["words"];
  readonly goBack: () => void;
};

type TabName = "state" | "requests" | "json";

/** The chosen event and the state after it; or the state now. */
export function EventDetail({ view, words, goBack }: Props) {
  const [saved, setTab] = usePersistedState<string>("detail-tab", "state");
  const { event, changes, state, notes, requests, machines } = view;
  const tabs = [
    { key: "state", label: event ? words.stateAfter : words.state },
    { key: "requests", label: event ? words.requestsAround : words.requests, count: requests.rows.length },
    ...(event ? [{ key: "json", label: words.json } as const] : []),
  ] as const;
  const tab: TabName = tabs.find(({ key }) => key === saved)?.key ?? "state";
  return (
    <div class="event-detail">
      <Title view={view} words={words} goBack={goBack} />
      <div class="columns">
        {event ? <Changes changes={changes} words={words} /> : <AboutPaddock view={view} words={words} />}
        <MachineChart machines={machines} words={words} />
        <Tabs<TabName> tabs={tabs} chosen={tab} choose={setTab} />
        <div class="detail-panel" id={`panel-${tab}`} role="tabpanel" aria-labelledby={`tab-${tab}`}>
          {tab === "state" && (
            <StateTree parts={state} notes={notes} changed={changes?.paths ?? []} label={words.state} />
          )}
          {tab === "requests" && <MadeRequests requests={requests} words={words} isNow={event === null} />}
          {tab === "json" && <pre class="text">{event?.json}</pre>}
        </div>
      </div>
    </div>
  );
}

function Title({ view: { event, latest }, words, goBack }: Props) {
  const [send] = useRequest();
  const go = (kind: "before" | "after"): void => send({ type: "inspector.go", to: { kind } });
  return (
    <>
      <div class="title">
        <button class="icon-button back" aria-label={words.back} title={words.back} onClick={goBack}>
          <Icon name="arrow-left" />
        </button>
        <div class="name">
          <h2>{event?.title ?? latest}</h2>
          {event && <code translate={false}>{event.type}</code>}
        </div>
        <button
          class="icon-button"
          aria-label={words.before}
          title={words.before}
          onClick={() => go("before")}
        >
          <Icon name="arrow-up" />
        </button>
        <button
          class="icon-button"
          aria-label={words.after}
          title={words.after}
          disabled={event === null}
          onClick={() => go("after")}
        >
          <Icon name="arrow-down" />
        </button>
        {event && (
          <CopyButton text={event.json} about={event.title} label={words.copyJson} copied={words.copied} />
        )}
      </div>
      <p class="dim situation">{event?.situation ?? words.nowNote}</p>
    </>
  );
}

/** Windows, leader and history, while nothing is chosen. */
const AboutPaddock = ({ view: { paddock }, words }: Omit<Props, "goBack">) =>
  paddock.length === 0 ? (
    <div />
  ) : (
    <Section title={words.paddock}>
      <dl class="pairs">
        {paddock.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
