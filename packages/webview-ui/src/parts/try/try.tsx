import type { DashboardView, ModelDetailsView, TryView } from "@paddock/core/views";
import { useRequest } from "../../requests.ts";
import { ActionButton } from "../action-button/action-button.tsx";
import { Benchmark } from "../benchmark/benchmark.tsx";
import { DetailTitle } from "../model-detail/detail-title.tsx";
import { MoreActions } from "../model-detail/more-actions.tsx";
import { Situation } from "../model-detail/situation.tsx";
import { Icon } from "../icon/icon.tsx";
import { LastRuns } from "../last-runs/last-runs.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import { TryAnswer } from "./try-answer.tsx";
import { TryPrompt } from "./try-prompt.tsx";
import { usePrompt } from "./use-prompt.ts";
import "./try.css";

type Props = {
  readonly view: TryView;
  readonly details: ModelDetailsView | null;
  readonly words: DashboardView["words"];
  readonly goBack: () => void;
  readonly showAbout: () => void;
};

const LANGUAGES = { curl: "curl", javascript: "JavaScript", python: "Python" } as const;

/** Where a model is tried, in the place of its details. */
export function Try({ view, details, words: pageWords, goBack, showAbout }: Props) {
  const { model, name, words, cannot, isUp, note, run, beside, lastRuns, benchmark, terminal } = view;
  const prompt = usePrompt(view);
  const [copy, whyNotCopied] = useRequest();
  const isOngoing = (run?.isOngoing ?? false) || (beside?.run?.isOngoing ?? false);
  const [send, refusal] = useRequest([isUp, isOngoing]);
  const problem = refusal ?? prompt.problem;
  const both = { model, ...(beside && { beside: beside.model }) };
  const stop = (): void => send({ type: "try.stop", ...both });
  const ask = (): void => send({ type: "try.ask", ...both, ...prompt.asked });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !(isOngoing || benchmark?.isOngoing)) return;
    event.preventDefault();
    event.stopPropagation();
    stop();
  };
  return (
    <div class="try" onKeyDown={onKeyDown}>
      <DetailTitle title={name} whole={model} words={pageWords} goBack={goBack}>
        <vscode-button class="about" secondary onClick={showAbout}>
          <Icon name="info" />
          {words.about}
        </vscode-button>
        {details && <MoreActions details={details} words={pageWords} />}
      </DetailTitle>
      {details && <Situation details={details} />}
      {cannot ? (
        <p class="remark-line">
          <Icon name="info" />
          <span>{cannot}</span>
        </p>
      ) : (
        <>
          <TryPrompt view={view} prompt={prompt} isOngoing={isOngoing} ask={ask} stop={stop} />
          <p class="below dim">
            {problem === undefined && note} {beside?.note} <Refusal reason={problem} />
          </p>
          <TryAnswer view={view} />
          <LastRuns view={lastRuns} />
        </>
      )}
      <div class="line elsewhere">
        <ActionButton action={terminal} icon="terminal" />
        {!cannot && (
          <span class="copy-as">
            <Refusal reason={whyNotCopied} />
            <small class="dim">{words.copyAs}</small>
            {(["curl", "javascript", "python"] as const).map((language) => (
              <vscode-button
                key={language}
                secondary
                onClick={() => copy({ type: "try.copy-request", model, ...prompt.asked, language })}
              >
                {LANGUAGES[language]}
              </vscode-button>
            ))}
          </span>
        )}
      </div>
      {benchmark && !cannot && <Benchmark view={benchmark} />}
    </div>
  );
}
