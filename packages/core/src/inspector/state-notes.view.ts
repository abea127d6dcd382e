import { hostFacts, hostReadings, stateAt, type AppState } from "../app/state.ts";
import type { Download } from "../downloads/downloads.ts";
import { downloadRows } from "../downloads/downloads.view.ts";
import { parseHostId, type HostId } from "../hosts/host.ts";
import { serviceWords } from "../service/service.view.ts";
import { sizeOfLayers } from "../downloads/pull-progress.ts";
import { bytes, capitalized, remarks } from "../ui/text/format.view.ts";

/** The services and downloads of a state in words, by their paths in it, with a line break between two names. */
export type StateNotes = Readonly<Record<string, string>>;

export const stateNotes = (state: AppState, nowMs: number): StateNotes =>
  Object.fromEntries(hostsOf(state).flatMap((host) => notesOf(state, host, nowMs)));

type Note = readonly [path: string, text: string];

const notesOf = (state: AppState, host: HostId, nowMs: number): readonly Note[] => [
  [`hosts\n${host}\nservice`, serviceNote(state, host)],
  ...downloadRows(stateAt(state, host), nowMs).flatMap((row): readonly Note[] => {
    const download = hostFacts(state, host).downloads[row.key]; // others are sent from here to another host
    if (!download) return [];
    // Progress is a reading: how far a download was in the past is not known.
    const isKnown = hostReadings(state, host).progress[row.key] !== undefined;
    const told = isKnown ? row.brief : remarks(capitalized(row.word), sizeOf(download));
    return [[`hosts\n${host}\ndownloads\n${row.key}`, remarks(row.label, told)]];
  }),
];

const sizeOf = ({ layers }: Download): string => (layers ? bytes(sizeOfLayers(layers)) : "");

/** A history may begin after they were watched. */
const hostsOf = ({ facts }: AppState): readonly HostId[] =>
  Object.keys(facts.hosts).flatMap((text) => parseHostId(text) ?? []);

function serviceNote(state: AppState, host: HostId): string {
  const { situation } = hostFacts(state, host).service;
  return remarks(serviceWords(state, host).word, situation.kind === "running" && situation.version);
}
