import { parseDownloadId, type App } from "@paddock/core";
import type { ActionContext } from "@paddock/core/actions";
import { describeRefusal, type ActionRequest, type SelectedModel } from "@paddock/core/views";
import type { BehaviorSubject } from "rxjs";
import { host } from "./scene-host.ts";

let askedCount = 0;

type Performing = {
  readonly app: App;
  readonly chosen$: BehaviorSubject<SelectedModel | null>;
  readonly finder: ActionContext["finder"];
};

/** Performs what the page asks of the app itself. */
export async function perform(scene: Performing, request: ActionRequest): Promise<string | undefined> {
  const { app, chosen$, finder } = scene;
  switch (request.type) {
    case "model.choose":
      chosen$.next({
        model: request.model,
        number: chosen$.value?.number ?? 0,
        ...(request.also !== undefined && { also: request.also }),
      });
      await app.dispatch({ type: "models.describe", host, model: request.model });
      return undefined;
    case "service.start":
    case "service.stop":
    case "service.restart":
    case "service.test":
    case "models.refresh":
    case "try.clear":
    case "model.load":
    case "model.unload":
    case "model.delete":
    case "download.pause":
    case "download.resume":
    case "download.retry":
    case "download.cancel":
    case "download.clear":
    case "download.clear-all":
    case "download.move": {
      const decision = await app.dispatch({ ...request, host });
      return decision.accepted ? undefined : describeRefusal(decision.refusal);
    }
    case "models.act":
      for (const model of request.models) {
        if (request.act === "update") continue;
        const decision = await app.dispatch({ type: `model.${request.act}`, host, model });
        if (!decision.accepted) return describeRefusal(decision.refusal);
      }
      return undefined;
    case "search.type":
      finder.type(request.text);
      return undefined;
    case "search.ask":
      finder.ask(request.source);
      return undefined;
    case "search.show-sizes":
      finder.askForSizes(request);
      return undefined;
    case "download.request": {
      const id = parseDownloadId(`asked-${++askedCount}`);
      if (id) await app.dispatch({ ...request, host, id });
      return undefined;
    }
    case "download.ask-to-cancel":
      return perform(scene, { ...request, type: "download.cancel" });
    case "download.move-up":
    case "download.move-down": {
      const kind = request.type === "download.move-up" ? "up" : "down";
      return perform(scene, { type: "download.move", id: request.id, to: { kind } });
    }
    default:
      return `The preview cannot do “${request.type}”.`;
  }
}
