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
        <Words fit={fit} point={point} context={context} />
        <Words fit={fit} point={longestOf(fit, wordsOf)} context={UNCHOSEN} isHidden />
      </div>
      {point.parts.length > 0 && (
        <>
          <Bar point={point} />
          <div class="legends">
            <Legend point={point} note={fit.note} />
            <Legend point={longestOf(fit, legendOf)} note={fit.note} isHidden />
          </div>
        </>
      )}
      {advice && <p class="advice dim">{advice}</p>}
    </section>
  );
}

/** The point with the longest text keeps its space, unseen: nothing moves while the slider does. */
const longestOf = ({ caches }: FitView, textOf: (point: FitPoint) => string): FitPoint =>
  caches
    .flatMap(({ points }) => points)
    .reduce((longest, one) => (textOf(one).length > textOf(longest).length ? one : longest));

const wordsOf = ({ verdict, amounts, rest }: FitPoint): string => `${verdict} ${amounts} ${rest}`;

const legendOf = ({ parts, limit }: FitPoint): string =>
  [...parts, ...(limit ? [limit] : [])].map(({ label }) => label).join(" ");

type PlaceProps = { readonly point: FitPoint; readonly isHidden?: boolean };

type WordsProps = PlaceProps & { readonly fit: FitView; readonly context: number };

const Words = ({ fit, point, context, isHidden }: WordsProps) => (
  <p class={isHidden ? "hidden" : ""}>
    <span title={wordsOf(point)}>
      <b>{point.verdict}</b>{" "}
      <span class="dim">
        {point.amounts} {point.rest}
      </span>
    </span>{" "}
    {fit.contexts.length > 1 && context !== fit.now.context && (
      <UseContext fit={fit} context={fit.contexts[context] ?? ""} />
    )}
    {fit.setMemory && <ActionButton action={fit.setMemory} kind="link" />}
  </p>
);

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

const Bar = ({ point: { parts, limit } }: PlaceProps) => (
  <div class="memory" aria-hidden="true">
    {parts.map(({ kind, share }) => (
      <i key={kind} class={kind} style={{ width: `${share * 100}%` }} />
    ))}
    {limit && <b class="limit" style={{ left: `${limit.share * 100}%` }} />}
  </div>
);

const Legend = ({ point: { parts, limit }, note, isHidden }: PlaceProps & { readonly note: string }) => (
  <div class={isHidden ? "legend hidden" : "legend"}>
    {parts.map(({ kind, label }) => (
      <span key={kind}>
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
    <span class="estimate dim">{note}</span>
  </div>
);
