import { unkeyed, type DashboardView, type ServiceTabView } from "@paddock/core/views";
import { useLayoutEffect, useRef } from "preact/hooks";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Icon } from "../icon/icon.tsx";
import { Section } from "../section/section.tsx";
import "./log-lines.css";

type Props = {
  readonly log: ServiceTabView["log"];
  readonly words: DashboardView["words"];
};

/** The end of the log. It follows new lines unless the person has scrolled up. */
export function LogLines({ log, words }: Props) {
  const lines = unkeyed(log.lines);
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const last = lines.at(-1)?.key;
  useLayoutEffect(() => {
    if (box.current && isAtEnd.current) showEnd(box.current);
  }, [last]);
  const noteScroll = (): void => {
    const { current } = box;
    if (current) isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < 8;
  };
  const text = lines
    .map(({ time, level, text: said }) => [time, level, said].filter(Boolean).join(" "))
    .join("\n");
  const copy = lines.length > 0 && (
    <CopyButton text={text} about={log.title} label={words.copy} copied={words.copied} />
  );
  return (
    <Section title={log.title} note={log.note} controls={copy}>
      {log.why && <p class="dim">{log.why}</p>}
      {log.lastError && (
        <p class="last-error remark-line">
          <Icon name="warning" />
          <span>
            {log.lastError.label}{" "}
            <code class="mono" title={log.lastError.line}>
              {log.lastError.text}
            </code>
          </span>
        </p>
      )}
      {lines.length > 0 && (
        <div
          class="log-lines"
          role="log"
          aria-live="off"
          aria-label={log.title}
          tabIndex={0}
          ref={box}
          onScroll={noteScroll}
        >
          {lines.map(({ key, time, level, tone, text: said }) => (
            <div key={key} class={tone}>
              {(time || level) && (
                <>
                  <span class="time">{time}</span> <b>{level}</b>{" "}
                </>
              )}
              <span class="said">{said}</span>
            </div>
          ))}
        </div>
      )}
    </Section>
  );
}

/** Shows the last entries, of which the first is whole: of a wrapped one, the end would say nothing. */
function showEnd(box: HTMLElement): void {
  box.style.paddingBottom = "0";
  const top = box.scrollHeight - box.clientHeight;
  const tops = [...box.children].map((entry) => (entry instanceof HTMLElement ? entry.offsetTop : 0));
  const first = tops.find((entryTop) => entryTop >= top) ?? top;
  box.style.paddingBottom = `${first - top}px`;
  box.scrollTop = box.scrollHeight;
}
