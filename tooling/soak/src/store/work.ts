import { setImmediate } from "node:timers/promises";
import { DEFAULT_ENDPOINT, hostFacts, hostIdOf, type App } from "@paddock/core";
import { newDownloadId } from "@paddock/core/adapters";
import { fakeModel, modelName, type FakePorts } from "@paddock/core/testing";
import type { Random } from "../random.ts";

const NAMES = ["pony", "foal", "mare"] as const;
const MB = 1_000_000;
const host = hostIdOf(DEFAULT_ENDPOINT);

/** Dispatches random commands without end, on a fake Ollama that answers at once. */
export async function keepBusy(app: App, { ollama, looking$ }: FakePorts, random: Random): Promise<never> {
  ollama.models = NAMES.map((name) => fakeModel(name));
  ollama.appear();
  looking$.next(true);
  const steps = stepsOf(app, ollama, random);
  for (;;) {
    await random.oneOf(steps)();
    if (random.percent(20)) await setImmediate();
  }
}

type Step = () => unknown;

function stepsOf(app: App, ollama: FakePorts["ollama"], random: Random): readonly [Step, ...Step[]] {
  const anyModel = () => modelName(random.oneOf(NAMES));
  const anyPull = () => ollama.pulls.slice(-3)[random.upTo(3)]?.lines$;
  const anyDownload = () => {
    const ids = Object.values(hostFacts(app.state()).downloads);
    return ids[random.upTo(ids.length)]?.id;
  };
  return [
    () => app.dispatch({ type: "service.test", host }),
    () => app.dispatch({ type: "service.test", host, model: anyModel() }),
    () => app.dispatch({ type: "model.load", host, model: anyModel() }),
    () => app.dispatch({ type: "model.unload", host, model: anyModel() }),
    () => app.dispatch({ type: "models.refresh", host }),
    () => app.dispatch({ type: "download.request", host, id: newDownloadId(), model: modelName("filly") }),
    () => app.dispatch({ type: "download.request", host, id: newDownloadId(), model: anyModel() }),
    () => anyPull()?.next({ kind: "layer", digest: "a", doneBytes: random.upTo(MB), totalBytes: MB }),
    () => anyPull()?.complete(),
    () => anyPull()?.error(new Error("the registry failed")),
    () => {
      const id = anyDownload();
      return id && app.dispatch({ type: "download.cancel", host, id });
    },
    () => {
      const number = app.state().facts.notices[0]?.number;
      return number === undefined ? undefined : app.dispatch({ type: "notice.tell", number });
    },
    () => {
      if (random.percent(90)) return;
      ollama.die();
      ollama.appear();
    },
  ];
}
