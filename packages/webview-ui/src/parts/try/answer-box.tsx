import type { TryView } from "@paddock/core/views";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Fold } from "../fold/fold.tsx";

export type ShownText = "answer" | "request" | "raw";

type Props = { readonly label: string; readonly run: TryView["run"]; readonly shown: ShownText };

/** The answer, or what was sent and received, in a place of fixed height. It follows the end unless the person scrolls up. */
export function AnswerBox({ label, run, shown }: Props) {
  const text = run?.[shown] ?? "";
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (box.current && isAtEnd.current && run?.isOngoing) box.current.scrollTop = box.current.scrollHeight;
  }, [text, run?.thoughts?.text]);
  const noteScroll = (): void => {
    const { current } = box;
    if (current) isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < 8;
  };
  return (
    <div class="box" ref={box} tabIndex={0} onScroll={noteScroll} role="region" aria-label={label}>
      {shown === "answer" ? (
        <>
          {run?.thoughts && (
            <Fold name="thoughts" title={run.thoughts.summary} note={run.thoughts.note}>
              <p class="words dim">{run.thoughts.text}</p>
            </Fold>
          )}
          <p class="words">
            {text}
            {run?.isWriting && <span class="cursor" aria-hidden="true" />}
          </p>
        </>
      ) : (
        <pre class="mono">{text}</pre>
      )}
    </div>
  );
}
