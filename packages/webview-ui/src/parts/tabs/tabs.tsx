import "./tabs.css";

export type Tab<Key extends string> = { readonly key: Key; readonly label: string; readonly count?: number };

type Props<Key extends string> = {
  readonly tabs: readonly Tab<Key>[];
  readonly chosen: Key;
  readonly choose: (key: Key) => void;
};

/** A row of tabs. The arrow keys move to the next one. */
export function Tabs<Key extends string>({ tabs, chosen, choose }: Props<Key>) {
  const move = (by: number): void => {
    const index = tabs.findIndex(({ key }) => key === chosen);
    const next = tabs[(index + by + tabs.length) % tabs.length];
    if (next) choose(next.key);
  };
  return (
    <div
      class="tabs"
      role="tablist"
      onKeyDown={({ key }) => {
        if (key === "ArrowRight") move(1);
        if (key === "ArrowLeft") move(-1);
      }}
    >
      {tabs.map(({ key, label, count }) => (
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
          {count !== undefined && count > 0 && <vscode-badge>{count}</vscode-badge>}
        </button>
      ))}
    </div>
  );
}
