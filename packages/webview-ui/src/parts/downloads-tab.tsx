import { unkeyed, type ActionRequest, type DashboardView, type DownloadRow } from "@paddock/core/views";
import { useContext, useRef, useState } from "preact/hooks";
import { useKept } from "../memory.ts";
import { AskingContext } from "../page.ts";
import { ActionButton } from "./action-button.tsx";
import type { IconName } from "./icon.tsx";
import { ProgressBar } from "./progress-bar.tsx";

/** What is being downloaded, and what became of what was. */
export function DownloadsTab({ view: { downloads, words } }: { readonly view: DashboardView }) {
  const rows = unkeyed(downloads);
  return (
    <div class="downloads">
      <AddModel words={words} />
      {rows.length === 0 && <p class="empty dim">{words.noDownloads}</p>}
      {rows.map((row, place) => (
        <Download key={row.key} row={row} place={place} />
      ))}
    </div>
  );
}

const ICONS: Readonly<Partial<Record<ActionRequest["type"], IconName>>> = {
  "download.pause": "debug-pause",
  "download.resume": "play",
  "download.retry": "refresh",
  "download.cancel": "close",
};

function Download({ row, place }: { readonly row: DownloadRow; readonly place: number }) {
  const { model, status, numbers, percent, tone, actions } = row;
  const changes = useChanges([place, ...actions.map(({ request }) => request.type)].join(" "));
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
      <span class="num">{percent === undefined ? "" : `${percent} %`}</span>
    </section>
  );
}

/** How often a value has changed. */
function useChanges(value: string): number {
  const seen = useRef({ value, count: 0 });
  if (seen.current.value !== value) seen.current = { value, count: seen.current.count + 1 };
  return seen.current.count;
}

function AddModel({ words }: { readonly words: DashboardView["words"] }) {
  const { request, refusals } = useContext(AskingContext);
  const [text, setText] = useKept<string>("add", "");
  const [asked, setAsked] = useState(0);
  const refusal = refusals.value.get(asked);
  const add = (): void => {
    setAsked(request({ type: "download.add", ...(text.trim() !== "" && { text: text.trim() }) }));
    setText("");
  };
  return (
    <div class="add">
      <vscode-textfield
        placeholder={words.addHint}
        aria-label={words.addHint}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === "Enter") add();
        }}
      />
      <vscode-button onClick={add}>{words.addModel}</vscode-button>
      {refusal && (
        <span class="refusal" role="alert">
          {refusal}
        </span>
      )}
    </div>
  );
}
