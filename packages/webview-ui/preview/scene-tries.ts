import { createTries, runRequestOf, type ModelName, type App, type ShownTries } from "@paddock/core";
import type { fakePorts } from "@paddock/core/testing";
import type { ActionRequest, SelectedModel } from "@paddock/core/views";
import type { BehaviorSubject, Observable } from "rxjs";
import { browserClock } from "./browser-clock.ts";
import { answerAsScene, answerMeasured } from "./scene-answer.ts";
import { host } from "./scene-host.ts";
import { keepSceneBenchmark, keepSceneRuns } from "./scene-runs.ts";

type SceneTries = {
  readonly tries$: Observable<ShownTries>;
  /** Whether the request was one of trying a model. */
  perform(request: ActionRequest): boolean;
};

/** Models are tried on a fake Ollama, which answers by itself; one was tried before. */
export function openSceneTries(
  app: App,
  { ollama, hostPorts }: Pick<ReturnType<typeof fakePorts>, "ollama" | "hostPorts">,
  chosen$: BehaviorSubject<SelectedModel | null>,
): SceneTries {
  const tries = createTries({ clock: browserClock, hostPorts: () => hostPorts, app });
  keepSceneRuns(app);
  keepSceneBenchmark(app);
  return {
    tries$: tries.tries$,
    perform(request) {
      switch (request.type) {
        case "try.ask": {
          const { model, beside, ...prompt } = request;
          const ask = (one: ModelName, after?: Promise<unknown>) => {
            const endpoint = one.includes("embed") ? "/api/embed" : "/api/chat";
            const asked = runRequestOf({ ...prompt, model: one }, endpoint);
            const begun = tries.run({
              host,
              model: one,
              isRemote: false,
              request: asked,
              ...(after && { after }),
            });
            return begun.kind === "running" ? begun.ended : undefined;
          };
          const first = ask(model);
          answerAsScene(ollama);
          if (!beside) return true;
          const isLate = beside.includes("gemma");
          const second = ask(beside, isLate ? first : undefined);
          if (!isLate) answerAsScene(ollama);
          else void first?.then(() => setTimeout(() => answerAsScene(ollama)));
          void second;
          return true;
        }
        case "try.benchmark": {
          const { model } = request;
          const asked = runRequestOf({ model, prompt: "Count." }, "/api/chat");
          void tries.benchmark({ host, model, request: asked, version: ollama.versionText });
          answerMeasured(ollama);
          return true;
        }
        case "model.try":
          chosen$.next({ model: request.model, number: (chosen$.value?.number ?? 0) + 1, isToTry: true });
          return true;
        case "try.compare": {
          const { model, beside } = request;
          tries.compare(beside && { model, beside });
          return true;
        }
        case "try.stop":
          for (const model of [request.beside, request.model]) if (model) tries.stop({ host, model });
          return true;
        default:
          return false;
      }
    },
  };
}
