import type { InspectorView } from "@paddock/core/views";
import { useRef } from "preact/hooks";
import { useFindKey } from "../../use-find-key.ts";
import { Checkbox } from "../checkbox/checkbox.tsx";
import { Chips } from "../chips/chips.tsx";
import { SearchField } from "../search-field/search-field.tsx";
import { useEventFilter } from "./use-event-filter.ts";
import "./event-filter.css";

type Props = { readonly view: NonNullable<InspectorView["open"]>; readonly words: InspectorView["words"] };

/** Which events are listed. The chips stay where they are, also those of kinds without an event. */
export function EventFilter({ view: { timeline, filter: told }, words }: Props) {
  const [filter, setFilter] = useEventFilter(told);
  const field = useRef<HTMLInputElement>(null);
  useFindKey(() => field.current);
  return (
    <div class="event-filter">
      <SearchField
        hint={words.search}
        value={filter.text}
        type={(text) => setFilter({ ...filter, text })}
        field={field}
      />
      <Chips
        label={words.kinds}
        chips={timeline.chips}
        chosen={filter.kind}
        choose={(kind) => setFilter({ ...filter, kind })}
      />
      <div class="subjects">
        <Subject
          label={words.host}
          all={words.allHosts}
          choices={timeline.hosts}
          chosen={filter.ofHost}
          choose={(ofHost) => setFilter({ ...filter, ofHost })}
        />
        <Subject
          label={words.model}
          all={words.allModels}
          choices={timeline.models}
          chosen={filter.ofModel}
          choose={(ofModel) => setFilter({ ...filter, ofModel })}
        />
      </div>
      <Checkbox
        isChecked={filter.withReadings}
        check={(withReadings) => setFilter({ ...filter, withReadings })}
      >
        {words.withReadings}
        <small class="cut" title={timeline.readings}>
          {timeline.readings}
        </small>
      </Checkbox>
    </div>
  );
}

type SubjectProps = {
  readonly label: string;
  readonly all: string;
  readonly choices: readonly { readonly key: string; readonly label: string }[];
  readonly chosen: string;
  readonly choose: (key: string) => void;
};

const Subject = ({ label, all, choices, chosen, choose }: SubjectProps) => (
  <select aria-label={label} value={chosen} onChange={({ currentTarget }) => choose(currentTarget.value)}>
    <option value="">{all}</option>
    {choices.map((choice) => (
      <option key={choice.key} value={choice.key}>
        {choice.label}
      </option>
    ))}
    {chosen !== "" && !choices.some(({ key }) => key === chosen) && <option value={chosen}>{chosen}</option>}
  </select>
);
