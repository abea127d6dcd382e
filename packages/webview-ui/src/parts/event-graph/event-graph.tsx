import type { InspectorView } from "@paddock/core/views";
import { useRequest } from "../../requests.ts";
import { Icon } from "../icon/icon.tsx";
import { usePlay } from "./use-play.ts";
import "./event-graph.css";

type Props = { readonly view: NonNullable<InspectorView["open"]>; readonly words: InspectorView["words"] };

const HEIGHT = 32;
const STEPS = 1_000;

/** The whole history as a graph to walk on; says that the past is shown, if it is. */
export function EventGraph({ view, words }: Props) {
  const { graph, past, timeline } = view;
  const [send] = useRequest();
  const { isPlaying, toggle } = usePlay(view);
  const playWord = isPlaying ? words.pause : words.play;
  const { bars, from, to, fromMs, toMs, at, label } = graph;
  const goTo = (step: number): void => {
    const atMs = fromMs + ((toMs - fromMs) * step) / STEPS;
    send({ type: "inspector.go", to: step >= STEPS ? { kind: "now" } : { kind: "time", atMs } });
  };
  return (
    <footer class="event-graph">
      <button
        class="icon-button"
        aria-label={playWord}
        title={playWord}
        disabled={timeline.steps < 2}
        onClick={toggle}
      >
        <Icon name={isPlaying ? "debug-pause" : "play"} />
      </button>
      <small class="ends">{from}</small>
      <div class="walk">
        <svg viewBox={`0 0 ${bars.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {heightsOf(bars).map(({ x, height }) => (
            <rect key={x} x={x} width="0.7" y={HEIGHT - 1 - height} height={height} />
          ))}
        </svg>
        <input
          type="range"
          min="0"
          max={STEPS}
          value={Math.round((at ?? 1) * STEPS)}
          aria-label={words.history}
          aria-valuetext={label}
          onInput={({ currentTarget }) => goTo(Number(currentTarget.value))}
        />
      </div>
      <small class="ends">{to}</small>
      <p class={past ? "past" : "past none"} role="status" aria-live={isPlaying ? "off" : "polite"}>
        {past && (
          <>
            <Icon name="history" /> <b>{past.text}</b> {past.remark}
          </>
        )}
      </p>
    </footer>
  );
}

/** A part with any event can be seen. */
const heightsOf = (bars: readonly number[]): readonly { readonly x: number; readonly height: number }[] =>
  bars.flatMap((share, x) => (share > 0 ? [{ x, height: Math.max(2, share * (HEIGHT - 6)) }] : []));
