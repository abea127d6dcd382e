import type { TryView } from "@paddock/core/views";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useRequest } from "../../requests.ts";
import { Icon } from "../icon/icon.tsx";

type Props = { readonly view: TryView["lastRuns"] };

/** The figures of each run. When one is cleared, the focus is on the next one. */
export function RunsTable({ view: { words, rows } }: Props) {
  const [send] = useRequest();
  const body = useRef<HTMLTableSectionElement>(null);
  const cleared = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (cleared.current === undefined) return;
    const buttons = body.current?.querySelectorAll("button");
    buttons?.[Math.min(cleared.current, buttons.length - 1)]?.focus();
    cleared.current = undefined;
  }, [rows.length]);
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
        {rows.map(({ key, when, speed, first, load, prompt, answer, note, clear }, index) => (
          <tr key={key}>
            <th scope="row">
              {when} <small class="dim">{note}</small>
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
                  cleared.current = index;
                  send(clear.request);
                }}
              >
                <Icon name="close" />
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
