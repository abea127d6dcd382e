import type { FindRow } from "@paddock/core/views";
import { usePersistedState } from "../../persisted-state.ts";
import { useRequest } from "../../requests.ts";
import { Refusal } from "../refusal/refusal.tsx";
import { Sizes } from "./sizes.tsx";

type Props = {
  readonly row: FindRow;
  readonly isCurrent: boolean;
  readonly isPrimary: boolean;
  /** What the button of the sizes without room is called. */
  readonly more: string;
  readonly onFocus: () => void;
  /** Goes to another row. */
  readonly go: (key: string) => void;
};

/** A model with its sizes; the one button says what it would download. */
export function FindResult({ row, isCurrent, isPrimary, more, onFocus, go }: Props) {
  const { name, about, note, sizes } = row;
  const [send, refusal] = useRequest([row.sizes, row.action]);
  const [picked, pick] = usePersistedState<string>(`size:${row.key}`, "");
  const chosen =
    sizes.find(({ key }) => key === picked) ?? sizes.find(({ key }) => key === row.preferred) ?? sizes[0];
  const action = chosen?.action ?? row.action;
  const step = (by: number): void => {
    const next = sizes[sizes.findIndex(({ key }) => key === chosen?.key) + by];
    if (next) pick(next.key);
  };
  const press = ({ key }: KeyboardEvent): void => {
    if (key === "ArrowLeft" || key === "ArrowRight") step(key === "ArrowLeft" ? -1 : 1);
    else if (key === "Enter" && action && action.isOff !== true) send(action.request);
    else go(key);
  };
  return (
    <li
      class="find-row"
      tabIndex={isCurrent ? 0 : -1}
      aria-label={`${name}, ${action?.label ?? note}`}
      onFocusIn={onFocus}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || !KEYS.has(event.key)) return;
        event.preventDefault();
        press(event);
      }}
    >
      <span class="cut" title={`${name} ${about}`}>
        <b>{name}</b> <small>{about}</small>
      </span>
      {action && (
        <vscode-button
          secondary={!isPrimary}
          disabled={action.isOff ?? false}
          tabIndex={isCurrent ? 0 : -1}
          onClick={({ currentTarget }) => {
            currentTarget.closest<HTMLElement>(".find-row")?.focus(); // it is disabled until the download has ended
            send(action.request);
          }}
        >
          {action.label}
        </vscode-button>
      )}
      <div class="sizes">
        {sizes.length > 0 && (
          <Sizes sizes={sizes} chosen={chosen?.key} pick={pick} isCurrent={isCurrent} more={more} />
        )}
        {note !== "" && (
          <small class="cut" title={note}>
            {note}
          </small>
        )}
        <Refusal reason={refusal} />
      </div>
    </li>
  );
}

const KEYS: ReadonlySet<string> = new Set([
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "Home",
  "End",
  "Enter",
]);
