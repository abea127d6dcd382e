import {
  type FoundModel,
  type ModelName,
  type ModelSearch,
  searchModels,
  type SearchSource,
  searchTextOf,
  toFailure,
} from "@paddock/core";
import {
  addModelLines,
  variantFailureLine,
  variantLines,
  waitingLine,
  type AddModelLine,
} from "@paddock/core/views";
import { BehaviorSubject, catchError, combineLatest, map, of, startWith, Subject } from "rxjs";
import * as vscode from "vscode";
import { watchPreview, type NewModel, type PreviewPorts, type PromptPort } from "@paddock/core/actions";
import { askStepByStep, type Step } from "./steps.ts";

/** What the picker needs to search for models and to preview a download. */
type AskForNewModelOptions = PreviewPorts & {
  /** The searches, in the order in which their results are shown. */
  readonly searches: () => Promise<readonly ModelSearch[]>;
};

/** The input is a model name, a pasted command or URL, or a search text. A preview is shown before the download. */
export function createAskForNewModel(options: AskForNewModelOptions): PromptPort["newModel"] {
  function search(searches: readonly ModelSearch[]): Step<AddModelLine, NewModel> {
    const text$ = new BehaviorSubject("");
    const asked$ = new Subject<SearchSource>();
    return {
      title: vscode.l10n.t("Add Model"),
      placeholder: vscode.l10n.t("Model name, “ollama run …” command, web address, or search text"),
      isFiltered: false,
      lines$: combineLatest([text$, searchModels(searches, text$.pipe(map(searchTextOf)), asked$)]).pipe(
        map(([text, views]) => addModelLines(text, views)),
      ),
      type: (text) => text$.next(text),
      choose({ step }) {
        switch (step?.type) {
          case "search": {
            const { source } = step;
            asked$.next(source);
            return {
              kind: "stay",
              lookingFor: ({ step: next }) => next?.type === "variants" && next.found.source === source,
            };
          }
          case "variants":
            return { kind: "go", step: variants(step.found, searches) };
          case "preview":
            return { kind: "go", step: preview(step.model, searches) };
          case "details":
          case "download":
          case "search-for":
          case undefined:
            return { kind: "stay" };
        }
      },
    };
  }

  function variants(found: FoundModel, searches: readonly ModelSearch[]): Step<AddModelLine, NewModel> {
    const place = searches.find(({ source }) => source === found.source);
    return {
      title: found.name,
      placeholder: vscode.l10n.t("Select a variant"),
      isFiltered: true,
      lines$: (place?.variants(found) ?? of([])).pipe(
        map((known) => variantLines(options.state(), found, known)),
        catchError((error: unknown) => of([variantFailureLine(toFailure(error), place ?? {})])),
        startWith([waitingLine(vscode.l10n.t("Loading variants…"))]),
      ),
      choose: ({ step }) =>
        step?.type === "preview" ? { kind: "go", step: preview(step.model, searches) } : { kind: "stay" },
    };
  }

  function preview(model: ModelName, searches: readonly ModelSearch[]): Step<AddModelLine, NewModel> {
    return {
      title: model,
      placeholder: vscode.l10n.t("Download this model?"),
      isFiltered: false,
      lines$: watchPreview(options, model),
      choose({ step }) {
        if (step?.type === "search-for") return { kind: "go", step: search(searches), text: step.text };
        if (step?.type === "details")
          return { kind: "done", value: { kind: "installed", model: step.model } };
        if (step?.type !== "download") return { kind: "stay" };
        const { layers } = step;
        return { kind: "done", value: { kind: "download", model: step.model, ...(layers && { layers }) } };
      },
    };
  }

  return async (text) => askStepByStep(search(await options.searches()), text);
}
