import * as l10n from "@vscode/l10n";
import { modelsOf, type AppState } from "../app/state.ts";
import { usableModels } from "../models/models.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Choice } from "../ui/choice.ts";
import { list, remarks } from "../ui/text/format.view.ts";
import { hostName } from "./host-name.view.ts";
import type { HostId } from "./host.ts";

/** A model, and the hosts that have it; the first of them is the first in the person's order. */
export type ModelOnHosts = {
  readonly model: ModelName;
  readonly hosts: readonly HostId[];
  /** Whether it is not the same everywhere. */
  readonly isDifferent: boolean;
};

/** The models of all hosts by name, each once. Of a host that was not looked at yet nothing is known. */
export function modelsOnHosts(state: AppState): readonly ModelOnHosts[] {
  const found = new Map<ModelName, { hosts: HostId[]; digests: Set<string> }>();
  for (const { host } of state.facts.watched)
    for (const { name, digest } of usableModels(modelsOf(state, host))) {
      const known = found.get(name) ?? { hosts: [], digests: new Set() };
      known.hosts.push(host);
      known.digests.add(digest);
      found.set(name, known);
    }
  return [...found]
    .map(([model, { hosts, digests }]) => ({ model, hosts, isDifferent: digests.size > 1 }))
    .toSorted((a, b) => collator.compare(a.model, b.model));
}

/** The models of all hosts to choose from, with the hosts that have them. */
export const modelOnHostChoices = (state: AppState): readonly Choice<ModelOnHosts>[] =>
  modelsOnHosts(state).map((found) => ({
    value: found,
    label: found.model,
    detail: remarks(
      list(found.hosts.map((host) => hostName(state, host))),
      found.isDifferent ? l10n.t("not the same everywhere") : "",
    ),
  }));

const collator = new Intl.Collator("en", { numeric: true });
