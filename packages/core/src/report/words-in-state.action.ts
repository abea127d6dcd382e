import { modelsOf, type AppState } from "../app/state.ts";
import { parseHostId } from "../hosts/host.ts";
import { partsOf, type ModelName } from "../models/model-name.ts";
import type { KnownWords } from "./known-words.ts";
import { isPublicHost, isPublicOwner } from "./public-names.ts";
import { toldWords, type Told } from "./told-words.action.ts";

const NOTHING: Told = { facts: [], events: [] };

/**
 * The person's own words in a state and in what is told, beside those that are known: names of hosts and models, owners and
 * registries.
 */
export function wordsInState(state: AppState, known: KnownWords, told: Told = NOTHING): KnownWords {
  const words = [
    ...toldWords({ facts: [state.facts, ...told.facts], events: told.events }),
    ...listedModels(state).map((model) => ({ model, isLocalName: false })),
  ];
  const models = words.flatMap((word) => ("model" in word ? [word] : []));
  const parts = [...new Set(models.map(({ model }) => model))].map(partsOf);
  const isPrivate = ({ host }: { readonly host: string }): boolean => !isPublicHost(host);
  const named = models.filter(({ isLocalName }) => isLocalName).map(({ model }) => model);
  const hosts = [
    ...(known.hosts ?? []),
    ...words.flatMap((word) => ("host" in word ? [word.host] : [])),
    ...parts.map(({ host }) => host.replace(/:\d+$/, "")),
  ];
  const owners = [...(known.owners ?? []), ...parts.map(({ namespace }) => namespace)];
  return {
    ...known,
    hosts: unique(hosts.filter((host) => !isPublicHost(host))),
    names: unique([...(known.names ?? []), ...words.flatMap((word) => ("name" in word ? [word.name] : []))]),
    owners: unique(owners.filter((owner) => !isPublicOwner(owner))),
    models: unique([
      ...(known.models ?? []),
      ...parts.filter(isPrivate).map(({ model }) => model),
      ...named.flatMap(namesOf),
    ]),
  };
}

const listedModels = (state: AppState): readonly ModelName[] =>
  Object.keys(state.facts.hosts).flatMap((id) => {
    const host = parseHostId(id);
    return host === undefined ? [] : (modelsOf(state, host).list?.models ?? []).map(({ name }) => name);
  });

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** With its tag, and without it. */
const namesOf = (name: ModelName): readonly string[] => [name, partsOf(name).model];
