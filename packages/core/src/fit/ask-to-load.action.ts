import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { describeModel } from "../models/describe-model.action.ts";
import { findLoaded, findModel } from "../models/models.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { bytes, grouped, list, sentences, shareText } from "../ui/text/format.view.ts";
import { chosenShare, evictedBy, fitOf, neededBytes, verdictFor } from "./fit-situation.view.ts";
import { lackOfRoom, roomIn } from "./room-for-all.view.ts";
import { usableGpuBytes } from "./verdict.ts";

/** What to ask before a load that does not fit, or that takes the place of another model; nothing if that is not known. */
export async function askToLoad(
  context: Pick<ActionContext, "app" | "clock">,
  name: ModelName,
): Promise<Question | undefined> {
  const isRoomKnown = roomIn(context.app.state()) !== undefined;
  return isRoomKnown ? questionOf(await describeModel(context, name), name) : undefined;
}

/** The same for several models, which would be loaded one after another. */
export async function askToLoadAll(
  context: Pick<ActionContext, "app" | "clock">,
  names: readonly ModelName[],
): Promise<Question | undefined> {
  const [only] = names;
  if (only !== undefined && names.length === 1) return askToLoad(context, only);
  if (roomIn(context.app.state()) === undefined) return undefined;
  for (const name of names) await describeModel(context, name);
  const lack = lackOfRoom(context.app.state(), names);
  if (!lack) return undefined;
  return {
    text: l10n.t("Load {0} models that do not fit at the same time?", grouped(names.length)),
    detail: l10n.t(
      "They need about {0}, and there are {1} for models: Ollama unloads some of them to load others.",
      bytes(lack.needed),
      bytes(lack.room),
    ),
    yes: l10n.t("Load"),
  };
}

function questionOf(state: AppState, name: ModelName): Question | undefined {
  const models = modelsOf(state);
  const model = findModel(models, name);
  if (!model || model.remoteHost !== undefined || findLoaded(models, name)) return undefined;
  const fit = fitOf(state, model);
  const needed = neededBytes(fit.forecastOf(fit.plan));
  if (needed === undefined) return undefined;
  const evicted = evictedBy(fit, needed, fit.plan);
  const verdict = verdictFor(fit, needed, fit.plan);
  const isAsChosen = chosenShare(fit, fit.plan) !== undefined;
  const isPartlyAsBefore = (hostFacts(state).fit?.measured ?? []).some(
    ({ digest, sizeBytes, vramBytes }) =>
      digest === model.digest && vramBytes !== undefined && vramBytes < sizeBytes,
  );
  const evicts = evicted.map(({ name: other, sizeBytes }) => l10n.t("{0} ({1})", other, bytes(sizeBytes)));
  const making = evicts.length === 0 ? "" : l10n.t("Ollama unloads {0} for it.", list(evicts));
  const gpu = bytes(usableGpuBytes(fit.memory));
  switch (verdict.kind) {
    case "too-big":
      return {
        text: l10n.t("Load {0}, although it does not fit?", name),
        detail: sentences(
          l10n.t("It needs about {0}, which is more than the memory of this host.", bytes(needed)),
          making,
          l10n.t("Loading may fail, or make the machine very slow."),
        ),
        yes: l10n.t("Load"),
      };
    case "partly":
      if ((isPartlyAsBefore || isAsChosen) && evicted.length === 0) return undefined;
      return {
        text: l10n.t("Load {0} only partly on the GPU?", name),
        detail: sentences(
          l10n.t(
            "It needs about {0}, and {1} of the GPU are for models: about {2} of it fit, and the rest runs on the CPU, which is slower.",
            bytes(needed),
            gpu,
            shareText(verdict.share),
          ),
          making,
        ),
        yes: l10n.t("Load"),
      };
    case "fits":
    case "cpu-only":
      if (evicted.length === 0) return undefined;
      return {
        text: l10n.t("Load {0} and unload {1}?", name, list(evicted.map((one) => one.name))),
        detail: sentences(
          l10n.t("It needs about {0}, which do not fit beside what is loaded.", bytes(needed)),
          making,
        ),
        yes: l10n.t("Load"),
      };
    case "unknown":
      return undefined;
  }
}
