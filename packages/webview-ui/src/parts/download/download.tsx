import type { ActionRequest, DownloadRow } from "@paddock/core/views";
import { useRef } from "preact/hooks";
import { ActionButton } from "../action-button/action-button.tsx";
import type { IconName } from "../icon/icon.tsx";
import { ProgressBar } from "../progress-bar/progress-bar.tsx";
import "./download.css";

const ICONS: Readonly<Partial<Record<ActionRequest["type"], IconName>>> = {
  "download.pause": "debug-pause",
  "download.resume": "play",
  "download.retry": "refresh",
  "download.cancel": "close",
};

type Props = { readonly row: DownloadRow; readonly index: number };

/** One download: its model, progress, and buttons. */
export function Download({ row, index }: Props) {
  const { model, status, numbers, percent, percentText, tone, actions } = row;
  const changes = useChangeCount([index, ...actions.map(({ request }) => request.type)].join(" "));
  return (
    <section class="download" aria-label={model}>
      <span>
        <b>{model}</b> <span class={tone === "wrong" ? "wrong" : "dim"}>{status}</span>
      </span>
      <span class={changes % 2 === 0 ? "buttons even" : "buttons odd"}>
        {actions.map((action) => (
          <ActionButton
            key={action.request.type}
            action={action}
            kind="quiet"
            icon={ICONS[action.request.type]}
          />
        ))}
      </span>
      <ProgressBar label={model} percent={percent} tone={tone} />
      <span class="dim">{numbers}</span>
      <span class="num">{percentText}</span>
    </section>
  );
}

function useChangeCount(value: string): number {
  const seen = useRef({ value, count: 0 });
  if (seen.current.value !== value) seen.current = { value, count: seen.current.count + 1 };
  return seen.current.count;
}
