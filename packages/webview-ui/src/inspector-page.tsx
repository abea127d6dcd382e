import { unkeyed, type EventRow, type InspectorView } from "@paddock/core/views";
import { useState } from "preact/hooks";
import type { Page } from "./page.ts";
import { EventList } from "./parts/event-list/event-list.tsx";
import { StateTree } from "./parts/state-tree/state-tree.tsx";
import { usePersistedState } from "./persisted-state.ts";
import "./inspector-page.css";

/** The events as they come, and the state that results from them. */
export function InspectorPage({ page: { view, isOutdated } }: { readonly page: Page<InspectorView> }) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = usePersistedState<string>("search", "");
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const { value } = view;
  if (!value) return null;
  const { words } = value;
  if (isOutdated.value) return <p class="empty">{words.outdated}</p>;
  const all = unkeyed(value.events);
  const rows = all.filter((row) => !hidden.has(row.noun) && isFound(row, search));
  const toggle = (noun: string): void => setHidden(toggled(hidden, noun));
  return (
    <div class="inspector">
      <header class="inspector-bar">
        <h1>{words.title}</h1>
        {[...new Set(all.map(({ noun }) => noun))].toSorted().map((noun) => (
          <button
            key={noun}
            class={hidden.has(noun) ? "chip" : "chip on"}
            aria-pressed={!hidden.has(noun)}
            onClick={() => toggle(noun)}
          >
            {noun}
          </button>
        ))}
        <vscode-textfield
          placeholder={words.search}
          aria-label={words.search}
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <span class="dim">{value.leader}</span>
        <span class="dim count">{rows.length}</span>
      </header>
      <EventList label={words.events} rows={rows} none={words.none} chosen={chosen} choose={setChosen} />
      <section class="inspector-detail">
        <h2 class="heading">{words.event}</h2>
        <pre class="text">{all.find(({ key }) => key === chosen)?.json ?? words.choose}</pre>
        <h2 class="heading">{words.state}</h2>
        <StateTree state={value.state} words={words} />
      </section>
    </div>
  );
}

const isFound = ({ type, detail }: EventRow, search: string): boolean =>
  `${type} ${detail}`.toLowerCase().includes(search.trim().toLowerCase());

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
