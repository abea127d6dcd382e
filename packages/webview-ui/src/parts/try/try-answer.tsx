import type { TryView } from "@paddock/core/views";
import { useLayoutEffect, useRef } from "preact/hooks";
import { usePersistedState } from "../../persisted-state.ts";
import { ActionButton } from "../action-button/action-button.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Dot } from "../dot/dot.tsx";

type Props = { readonly words: TryView["words"]; readonly run: TryView["run"] };
type Shown = "answer" | "request" | "raw";

/** The answer, or what was sent and received, in a place of fixed height. It follows the end unless the person scrolls up. */
export function TryAnswer({ words, run }: Props) {
  const [shown, setShown] = usePersistedState<Shown>("try-shown", "answer");
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
    <section class="answer">
      <div class="head">
        <h3>{words.answer}</h3>
        <small class="status">
          {run && <Dot tone={run.status.tone} />}
          <span role="status" title={run?.status.text}>
            {run?.status.text}
          </span>
          <span class="since">{run?.status.since}</span>
        </small>
        {run?.remedy && <ActionButton action={run.remedy} />}
        <span class="segments" role="group" aria-label={words.show}>
          {(["answer", "request", "raw"] as const).map((one) => (
            <button key={one} aria-pressed={shown === one} onClick={() => setShown(one)}>
              {words[one]}
            </button>
          ))}
        </span>
        <CopyButton text={text} about={words[shown]} label={words.copyShown} copied={words.copied} />
      </div>
      <div class="box" ref={box} tabIndex={0} onScroll={noteScroll} role="region" aria-label={words[shown]}>
        {shown === "answer" ? (
          <>
            {run?.thoughts && (
              <details>
                <summary>
                  {run.thoughts.summary} <small class="dim">{run.thoughts.note}</small>
                </summary>
                <p class="words dim">{run.thoughts.text}</p>
              </details>
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
    </section>
  );
}
