import { of, tap, type Observable } from "rxjs";
import { detailsOf, type Model, type ModelDetails, type Models, type ModelsEvent } from "../domain/models.ts";
import type { OllamaApi } from "../ports/ollama-api.ts";

/** A model's details, asked for only where nobody knows them yet. */
export type Describe = (model: Model) => Observable<ModelDetails>;

/** What is learned on the way is told, so that it need not be asked again. */
export const createDescribe =
  (api: Pick<OllamaApi, "show">, models: () => Models, tell: (event: ModelsEvent) => void): Describe =>
  (model) => {
    const known = detailsOf(models(), model);
    if (known) return of(known);
    const { name, digest } = model;
    return api.show(name).pipe(tap((details) => tell({ type: "models.described", digest, details })));
  };
