import type { ActivityView, DashboardView } from "@paddock/core/views";
import { usePersistedState } from "../../persisted-state.ts";
import { useRequest } from "../../requests.ts";
import { useIsRead } from "../../use-is-read.ts";
import { ActionButton } from "../action-button/action-button.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import { RequestControls } from "./request-controls.tsx";
import { RequestHeads } from "./request-row.tsx";
import { RequestRows } from "./request-rows.tsx";
import { kindOf, useHeld, useShownRequests, type RequestFilter } from "./shown-requests.ts";

type Props = {
  readonly activity: ActivityView;
  readonly copyWords: Pick<DashboardView["words"], "copy" | "copied">;
};

/** No row has this key. */
const NONE = -1;

/** The requests, the last one first. New ones come in only while the person neither reads nor has paused them. */
export function RequestList({ activity, copyWords }: Props) {
  const { requests, blocks, words, why, remedy, actions, wholeBarMs, showLog, foot } = activity;
  const [filter, setFilter] = useFilter();
  const [isPaused, setPaused] = usePersistedState<boolean>("activity-paused", false);
  const { isRead, reading } = useIsRead();
  const [chosen, setChosen] = usePersistedState<number>("activity-chosen", NONE);
  const [send, refusal] = useRequest();
  const held = useHeld({ blocks, wholeBarMs }, isPaused || isRead);
  const now = useShownRequests(blocks, filter);
  const { rows } = useShownRequests(held.blocks, filter);
  return (
    <section class="requests">
      {requests.kind !== "unreadable" && (
        <RequestControls
          words={words}
          filter={filter}
          setFilter={setFilter}
          shown={now}
          waiting={held.blocks === blocks ? 0 : now.rows.filter(({ key }) => key > held.lastKey).length}
          isPaused={isPaused}
          setPaused={setPaused}
          exportRows={() => send({ type: "activity.export", withChecks: filter.withChecks })}
        />
      )}
      <Refusal reason={refusal} />
      {why ? (
        <div class="why">
          <p>{why}</p>
          {actions.map((action) => (
            <ActionButton key={action.label} action={action} />
          ))}
          {remedy && (
            <p>
              <code>{remedy}</code>{" "}
              <CopyButton text={remedy} about={remedy} label={copyWords.copy} copied={copyWords.copied} />
            </p>
          )}
        </div>
      ) : (
        <>
          <RequestHeads heads={words.heads} />
          <div class="lines" {...reading}>
            {rows.length === 0 && (
              <p class="dim none">{now.counts.get("all") === 0 ? words.onlyChecks : words.noMatch}</p>
            )}
            <RequestRows
              label={words.list}
              rows={rows}
              chosen={chosen}
              choose={(key) => setChosen(key ?? NONE)}
              wholeBarMs={held.wholeBarMs}
              showLog={showLog}
            />
          </div>
        </>
      )}
      {foot && <p class="foot dim">{foot}</p>}
    </section>
  );
}

/** What the person has chosen stays while the page is hidden. */
function useFilter(): readonly [RequestFilter, (filter: RequestFilter) => void] {
  const [text, setText] = usePersistedState<string>("activity-filter", "");
  const [kind, setKind] = usePersistedState<string>("activity-kind", "all");
  const [withChecks, setChecks] = usePersistedState<boolean>("activity-checks", false);
  const filter = { text, chip: kindOf(kind), withChecks };
  return [
    filter,
    (next) => {
      if (next.text !== text) setText(next.text);
      if (next.chip !== kind) setKind(next.chip);
      if (next.withChecks !== withChecks) setChecks(next.withChecks);
    },
  ];
}
