import type { FitPoint, FitView } from "@paddock/core/views";
import { usePersistedState } from "../../persisted-state.ts";
import { ActionButton } from "../action-button/action-button.tsx";
import { FitIcon } from "./fit-icon.tsx";
import "./fit.css";

type Choice = { readonly context: number; readonly cache: number };

type Props = {
  readonly fit: FitView;
  /** What else is to be known of its context; may be empty. */
  readonly advice: string;
};

/** Whether a model fits, for the context and the cache that are chosen here: every answer comes with the view. */
export function Fit({ fit, advice }: Props) {
  const { chosen, choose } = useChoice(fit);
  const { context, cache } = withinOf(fit, chosen);
  const point = fit.caches[cache]?.points[context];
  if (!point) return null;
  return (
    <section class="fit">
      <div class="head">
        <h3>{fit.title}</h3>
        {fit.contexts.length > 1 && (
          <Controls fit={fit} chosen={{ context, cache }} choose={choose} sentence={point.verdict} />
        )}
      </div>
      <div class="answer" aria-live="polite">
        <FitIcon kind={point.kind} tone={point.tone} />
        <p class="cut" title={`${point.verdict} ${point.amounts}`}>
          <b>{point.verdict}</b> <span class="dim">{point.amounts}</span>
        </p>
        <p class="rest dim">
          <span title={point.rest}>{point.rest}</span>
          {context !== fit.now.context && <UseContext fit={fit} context={fit.contexts[context] ?? ""} />}
          {fit.setMemory && <ActionButton action={fit.setMemory} kind="link" />}
        </p>
      </div>
      <Bar point={point} note={fit.note} lines={linesOf(fit)} />
      {advice && <p class="advice dim">{advice}</p>}
    </section>
  );
}

const UNCHOSEN = -1;

/** What is chosen for each model stays while the page is hidden. */
function useChoice({ model, now }: FitView): {
  readonly chosen: Choice;
  readonly choose: (choice: Choice) => void;
} {
  const [context, setContext] = usePersistedState<number>(`fit-context ${model}`, UNCHOSEN);
  const [cache, setCache] = usePersistedState<number>(`fit-cache ${model}`, UNCHOSEN);
  return {
    chosen: {
      context: context === UNCHOSEN ? now.context : context,
      cache: cache === UNCHOSEN ? now.cache : cache,
    },
    choose: (choice) => {
      setContext(choice.context);
      setCache(choice.cache);
    },
  };
}

/** What was chosen may be gone from a newer view. */
const withinOf = ({ contexts, caches }: FitView, { context, cache }: Choice): Choice => ({
  context: Math.min(Math.max(0, context), contexts.length - 1),
  cache: Math.min(Math.max(0, cache), caches.length - 1),
});

/** Remembers the chosen context for loads. */
const UseContext = ({ fit, context }: { readonly fit: FitView; readonly context: string }) => (
  <ActionButton
    action={{
      label: fit.useLabel,
      request: { type: "model.choose-loading", model: fit.model, context },
    }}
    kind="link"
  />
);

type ControlsProps = {
  readonly fit: FitView;
  readonly chosen: Choice;
  readonly choose: (choice: Choice) => void;
  readonly sentence: string;
};

function Controls({ fit, chosen, choose, sentence }: ControlsProps) {
  const { contexts, caches } = fit;
  const most = contexts.length - 1;
  const fitting = caches[chosen.cache]?.fitting ?? 0;
  const fits = fitting === 0 ? 0 : Math.round(((fitting - 1) / most) * 100);
  return (
    <div class="controls">
      <label>
        <span class="dim">{fit.contextLabel}</span>
        <span class="num">{contexts[chosen.context]}</span>
        <input
          type="range"
          min={0}
          max={most}
          step={1}
          value={chosen.context}
          aria-valuetext={`${contexts[chosen.context]}: ${sentence}`}
          style={{ "--fits": `${fitting > most ? 100 : fits}%` }}
          onInput={({ currentTarget }) => choose({ ...chosen, context: Number(currentTarget.value) })}
        />
      </label>
      <select
        aria-label={fit.cacheLabel}
        value={chosen.cache}
        onChange={({ currentTarget }) => choose({ ...chosen, cache: Number(currentTarget.value) })}
      >
        {caches.map(({ label }, index) => (
          <option key={label} value={index}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** In a narrow window three parts are in a line, and the estimate is below: of the longest legend, so that nothing moves. */
const linesOf = ({ caches }: FitView): number =>
  1 + Math.ceil(Math.max(...caches.flatMap(({ points }) => points.map(partsIn))) / 3);

const partsIn = ({ parts, limit }: FitPoint): number => parts.length + (limit ? 1 : 0);

type BarProps = { readonly point: FitPoint; readonly note: string; readonly lines: number };

const Bar = ({ point: { parts, limit }, note, lines }: BarProps) =>
  parts.length === 0 ? null : (
    <>
      <div class="memory" aria-hidden="true">
        {parts.map(({ kind, share }) => (
          <i key={kind} class={kind} style={{ width: `${share * 100}%` }} />
        ))}
        {limit && <b class="limit" style={{ left: `${limit.share * 100}%` }} />}
      </div>
      <div class="legend" style={{ "--lines": lines }}>
        {parts.map(({ kind, label }) => (
          <span key={kind} title={label}>
            <i class={kind} />
            {label}
          </span>
        ))}
        {limit && (
          <span>
            <b class="limit" />
            {limit.label}
          </span>
        )}
        <span class="estimate dim" title={note}>
          {note}
        </span>
      </div>
    </>
  );
