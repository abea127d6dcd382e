import * as l10n from "@vscode/l10n";
import { hostFacts, hostOf, modelsOf, type AppState } from "../app/state.ts";
import { detailsOf } from "../models/details.ts";
import { findModel } from "../models/models.ts";
import { isRunning } from "../service/service.ts";
import { shortModelName } from "../models/short-name.view.ts";
import type { ModelName } from "../models/model-name.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { besideView, cloudNote, compareView, type BesideView, type CompareView } from "./beside.view.ts";
import { benchmarkView, type BenchmarkView } from "./benchmark.view.ts";
import { figuresOf, vectorFiguresOf, type Figure } from "./figures.view.ts";
import { lastRunsView, type LastRunsView } from "./last-runs.view.ts";
import { optionsOf, type OptionList } from "./options.view.ts";
import { sees } from "./prompt-for.ts";
import { runView, type RunView } from "./run.view.ts";
import { tryKey, type ShownTries } from "./tries.ts";
import { runsOf } from "./try-events.ts";
import { tryWords, vectorWords, type TryWords } from "./try-words.view.ts";
import { describeUntriable } from "./untriable.view.ts";
import { trialOf, writingEndpoint } from "./whether-tried.ts";

/** Where a person tries a model. */
export type TryView = {
  readonly model: ModelName;
  /** Its short name. */
  readonly name: string;
  readonly words: TryWords;
  /** Why it cannot be tried here; empty if it can. */
  readonly cannot: string;
  /** Whether Ollama runs; else it is to be started first. */
  readonly isUp: boolean;
  /** What a person should know before asking; usually empty. */
  readonly note: string;
  readonly options: readonly OptionList[];
  readonly takesImages: boolean;
  readonly figures: readonly Figure[];
  readonly run: RunView | null;
  readonly compare: CompareView;
  readonly beside: BesideView | null;
  readonly lastRuns: LastRunsView;
  /** `null` if the model cannot be measured. */
  readonly benchmark: BenchmarkView | null;
  readonly terminal: Action;
};

export function tryView(
  state: AppState,
  name: ModelName,
  { tries, nowMs }: { readonly tries: ShownTries; readonly nowMs: number },
): TryView | null {
  const models = modelsOf(state);
  const host = hostOf(state);
  const model = findModel(models, name);
  if (!model || host === undefined) return null;
  const details = detailsOf(models, model);
  const trial = trialOf(model, details);
  const run = tries.runs.get(tryKey(host, name));
  const isAsked = trial.kind === "asked";
  const writes = writingEndpoint(trial) !== undefined;
  const embeds = isAsked && !writes;
  const short = shortModelName(name);
  const isUp = isRunning(hostFacts(state).service);
  return {
    model: name,
    name: short,
    words: embeds ? vectorWords() : tryWords(),
    cannot: isAsked ? "" : describeUntriable(trial.why),
    isUp,
    note: isUp ? cloudNote(model) : l10n.t("Ollama is not running. Start it to ask."),
    options: isAsked ? optionsOf(trial.endpoint, model, details) : [],
    takesImages: writes && sees(model, details),
    figures: embeds ? vectorFiguresOf(run) : figuresOf(run),
    run: run ? runView(state, run, nowMs) : null,
    compare: writes ? compareView(state, name) : null,
    beside: writes ? besideView(state, name, { tries, nowMs }) : null,
    lastRuns: lastRunsView(runsOf(hostFacts(state).tried, name), { model: name, name: short, nowMs }),
    benchmark:
      writes && model.remoteHost === undefined
        ? benchmarkView(state, name, { benchmark: tries.benchmarks.get(tryKey(host, name)), nowMs })
        : null,
    terminal: actionOf({ type: "model.run-in-terminal", model: name }),
  };
}
