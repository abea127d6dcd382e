import {
  createTries,
  DEFAULT_ENDPOINT,
  hostIdOf,
  runRequestOf,
  type App,
  type ShownTries,
} from "@paddock/core";
import type { fakePorts } from "@paddock/core/testing";
import type { ActionRequest, SelectedModel } from "@paddock/core/views";
import type { BehaviorSubject, Observable } from "rxjs";
import { browserClock } from "./browser-clock.ts";
import { answerAsScene, answerMeasured } from "./scene-answer.ts";
import { keepSceneBenchmark, keepSceneRuns } from "./scene-runs.ts";

const host = hostIdOf(DEFAULT_ENDPOINT);

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
          const { model } = request;
          const endpoint = model.includes("embed") ? "/api/embed" : "/api/chat";
          void tries.run({ host, model, isRemote: false, request: runRequestOf(request, endpoint) });
          answerAsScene(ollama);
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
        case "try.stop":
          tries.stop({ host, model: request.model });
          return true;
        default:
          return false;
      }
    },
  };
}
