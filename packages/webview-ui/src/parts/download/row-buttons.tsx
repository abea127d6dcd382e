import type { Action, ActionRequest } from "@paddock/core/views";
import { useRef } from "preact/hooks";
import { Icon, type IconName } from "../icon/icon.tsx";

const ICONS: Readonly<Partial<Record<ActionRequest["type"], IconName>>> = {
  "download.pause": "debug-pause",
  "download.resume": "play",
  "download.retry": "refresh",
  "download.move-up": "arrow-up",
  "download.cancel": "close",
  "download.clear": "close",
};

/** Buttons of the same place are one element, which keeps the focus when one takes the place of another. */
const PLACES: Readonly<Partial<Record<ActionRequest["type"], string>>> = {
  "download.pause": "go",
  "download.resume": "go",
  "download.retry": "go",
  "download.cancel": "end",
  "download.clear": "end",
};

type Props = {
  readonly actions: readonly Action[];
  /** Changes when the row comes to another place. */
  readonly index: number;
  readonly isCurrent: boolean;
  readonly send: (request: ActionRequest) => void;
};

/** What only some rows have stands before what all have, which stays in its column. */
const columnOf = ({ request: { type } }: Action): number =>
  ICONS[type] === undefined ? 0 : type === "download.move-up" ? 1 : 2;

/** The buttons of a download: words first, then icons. */
export function RowButtons({ actions, index, isCurrent, send }: Props) {
  const changes = useChangeCount([index, ...actions.map(({ request }) => request.type)].join(" "));
  return (
    <span class={changes % 2 === 0 ? "does even" : "does odd"}>
      {actions
        .toSorted((a, b) => columnOf(a) - columnOf(b))
        .map(({ label, request, isOff = false }) => {
          const icon = ICONS[request.type];
          return (
            <button
              key={PLACES[request.type] ?? request.type}
              class={icon ? "icon-button" : "small-button"}
              tabIndex={isCurrent ? 0 : -1}
              disabled={isOff}
              onClick={() => send(request)}
              {...(icon && { "aria-label": label, title: label })}
            >
              {icon ? <Icon name={icon} /> : label}
            </button>
          );
        })}
    </span>
  );
}

function useChangeCount(value: string): number {
  const seen = useRef({ value, count: 0 });
  if (seen.current.value !== value) seen.current = { value, count: seen.current.count + 1 };
  return seen.current.count;
}
