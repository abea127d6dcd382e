import type { TryView } from "@paddock/core/views";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useRequest } from "../../requests.ts";
import { Icon } from "../icon/icon.tsx";
import { Refusal } from "../refusal/refusal.tsx";

type LastRuns = TryView["lastRuns"];
type Props = { readonly view: LastRuns };

/** The figures of each run. When one is cleared, the focus is on the next one. */
export function RunsTable({ view: { words, rows } }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const cleared = useRef<{ readonly key: string; readonly index: number }>(undefined);
  const keys = rows.map(({ key }) => key);
  useLayoutEffect(() => {
    const { current } = cleared;
    if (!current || keys.includes(current.key)) return;
    cleared.current = undefined;
    if (document.activeElement !== document.body) return;
    const buttons = body.current?.querySelectorAll("button");
    buttons?.[Math.min(current.index, buttons.length - 1)]?.focus();
  }, [keys.join(" ")]);
  return (
    <table class="runs">
      <thead>
        <tr>
          <th>{words.when}</th>
          <th class="num">{words.speed}</th>
          <th class="num">{words.first}</th>
          <th class="num less">{words.load}</th>
          <th class="num least">{words.prompt}</th>
          <th class="num less">{words.answer}</th>
          <td />
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row, index) => (
          <Run key={row.key} row={row} clearing={() => (cleared.current = { key: row.key, index })} />
        ))}
      </tbody>
    </table>
  );
}

type RunProps = { readonly row: LastRuns["rows"][number]; readonly clearing: () => void };

function Run({ row, clearing }: RunProps) {
  const { when, speed, first, load, prompt, answer, note, clear } = row;
  const [send, refusal] = useRequest(row);
  return (
    <tr>
      <th scope="row">
        {when} {refusal === undefined ? <small class="dim">{note}</small> : <Refusal reason={refusal} />}
      </th>
      <td class="num">{speed}</td>
      <td class="num">{first}</td>
      <td class="num less">{load}</td>
      <td class="num least">{prompt}</td>
      <td class="num less">{answer}</td>
      <td class="clear">
        <button
          class="icon-button"
          aria-label={clear.label}
          title={clear.label}
          onClick={() => {
            clearing();
            send(clear.request);
          }}
        >
          <Icon name="close" />
        </button>
      </td>
    </tr>
  );
}
