import "./tabs.css";

export type Tab<Key extends string> = {
  readonly key: Key;
  readonly label: string;
  /** Of what it has; also 0, so that no tab moves when the first one comes. */
  readonly count?: number;
  /** How many things need the person. */
  readonly badge?: number;
};

type Props<Key extends string> = {
  readonly tabs: readonly Tab<Key>[];
  readonly chosen: Key;
  readonly choose: (key: Key) => void;
};

/** A row of tabs. The arrow keys move to the next one, Home and End to the first and the last. */
export function Tabs<Key extends string>({ tabs, chosen, choose }: Props<Key>) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const now = tabs.findIndex(({ key }) => key === chosen);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    choose(next.key);
    document.getElementById(`tab-${next.key}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" onKeyDown={onKeyDown}>
      {tabs.map(({ key, label, count, badge }) => (
        <button
          key={key}
          role="tab"
          id={`tab-${key}`}
          aria-selected={key === chosen}
          aria-controls={`panel-${key}`}
          tabIndex={key === chosen ? 0 : -1}
          class={key === chosen ? "tab on" : "tab"}
          onClick={() => choose(key)}
        >
          {label}
          {count !== undefined && <small>{count}</small>}
          {badge !== undefined && badge > 0 && <small class="badge">{badge}</small>}
        </button>
      ))}
    </div>
  );
}
