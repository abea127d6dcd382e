import type { ActivityView } from "@paddock/core/views";
import { Checkbox } from "../checkbox/checkbox.tsx";
import { Chips } from "../chips/chips.tsx";
import { Icon } from "../icon/icon.tsx";
import { SearchField } from "../search-field/search-field.tsx";
import { KINDS, kindOf, type RequestFilter, type Shown } from "./shown-requests.ts";

type Props = {
  readonly words: ActivityView["words"];
  readonly filter: RequestFilter;
  readonly setFilter: (filter: RequestFilter) => void;
  readonly shown: Shown;
  /** How many rows wait until the person is elsewhere. */
  readonly waiting: number;
  readonly isPaused: boolean;
  readonly setPaused: (isPaused: boolean) => void;
  readonly exportRows: () => void;
};

/** What is shown of the requests, and what is done with them. */
export function RequestControls(props: Props) {
  const { words, filter, setFilter, shown, waiting, isPaused, setPaused, exportRows } = props;
  const pause = isPaused ? words.resume : words.pause;
  return (
    <div class="controls">
      <SearchField hint={words.filter} value={filter.text} type={(text) => setFilter({ ...filter, text })} />
      <Chips
        label={words.list}
        chips={KINDS.map((key) => ({ key, label: `${words.kinds[key]} ${shown.counts.get(key) ?? 0}` }))}
        chosen={filter.chip}
        choose={(key) => setFilter({ ...filter, chip: kindOf(key) })}
      />
      <span class="end">
        <span class="waiting dim">{waiting > 0 && `${waiting} ${words.waiting}`}</span>
        <Checkbox
          isChecked={filter.withChecks}
          isOff={shown.checks === 0 && !filter.withChecks}
          check={(withChecks) => setFilter({ ...filter, withChecks })}
        >
          {words.checks} ({shown.checks})
        </Checkbox>
        <button
          type="button"
          class="plain-button"
          aria-pressed={isPaused}
          title={pause}
          aria-label={pause}
          onClick={() => setPaused(!isPaused)}
        >
          <Icon name={isPaused ? "play" : "debug-pause"} />
          <span>{pause}</span>
        </button>
        <button
          type="button"
          class="plain-button"
          disabled={shown.rows.length === 0}
          title={words.export}
          aria-label={words.export}
          onClick={exportRows}
        >
          <Icon name="export" />
          <span>{words.export}</span>
        </button>
      </span>
    </div>
  );
}
