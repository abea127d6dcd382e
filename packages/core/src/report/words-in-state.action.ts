import { modelsOf, type AppState } from "../app/state.ts";
import { allDownloads } from "../downloads/downloads.ts";
import { parseHostId } from "../hosts/host.ts";
import { partsOf, type ModelName } from "../models/model-name.ts";
import type { KnownWords } from "./known-words.ts";
import { isPublicHost, isPublicOwner } from "./public-names.ts";

/** The person's own words in a state, beside those that are known: names of hosts and models, owners and registries. */
export function wordsInState(state: AppState, known: KnownWords): KnownWords {
  const { hosts, watched } = state.facts;
  const all = Object.entries(hosts).flatMap(([id, facts]) => {
    const host = parseHostId(id);
    const listed =
      host === undefined ? [] : (modelsOf(state, host).list?.models ?? []).map(({ name }) => name);
    return [...listed, ...allDownloads(facts.downloads).map(({ model }) => model)];
  });
  const named = Object.values(hosts).flatMap(({ localNames = [] }) => localNames);
  const parts = [...new Set([...all, ...named])].map(partsOf);
  const isPrivate = ({ host }: { readonly host: string }): boolean => !isPublicHost(host);
  return {
    ...known,
    hosts: [
      ...(known.hosts ?? []),
      ...Object.values(hosts).flatMap(({ service }) => service.endpoint?.hostname ?? []),
      ...parts.map(({ host }) => host.replace(/:\d+$/, "")),
    ].filter((host) => !isPublicHost(host)),
    names: [...(known.names ?? []), ...watched.flatMap(({ name }) => name ?? [])],
    owners: [...(known.owners ?? []), ...parts.map(({ namespace }) => namespace)].filter(
      (owner) => !isPublicOwner(owner),
    ),
    models: [
      ...(known.models ?? []),
      ...parts.filter(isPrivate).map(({ model }) => model),
      ...named.flatMap(namesOf),
    ],
  };
}

/** With its tag, and without it. */
const namesOf = (name: ModelName): readonly string[] => [name, partsOf(name).model];
