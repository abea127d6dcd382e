import { hostFacts, hostReadings, stateAt, type AppState } from "../app/state.ts";
import { downloadRows, type DownloadRow } from "../downloads/downloads.view.ts";
import { parseHostId, type HostId } from "../hosts/host.ts";
import { serviceWords } from "../service/service.view.ts";
import { remarks } from "../ui/text/format.view.ts";

/** The services and downloads of a state in words, by their paths in it, with a line break between two names. */
export type StateNotes = Readonly<Record<string, string>>;

export const stateNotes = (state: AppState, nowMs: number): StateNotes =>
  Object.fromEntries(hostsOf(state).flatMap((host) => notesOf(state, host, nowMs)));

type Note = readonly [path: string, text: string];

const notesOf = (state: AppState, host: HostId, nowMs: number): readonly Note[] => [
  [`hosts\n${host}\nservice`, serviceNote(state, host)],
  ...downloadRows(stateAt(state, host), nowMs).map((row): Note => [
    `hosts\n${host}\ndownloads\n${row.key}`,
    remarks(row.label, isKnown(state, host, row) ? row.brief : row.numbers),
  ]),
];

/** Progress is a reading: how far a download was in the past is not known. */
const isKnown = (state: AppState, host: HostId, { key, stage }: DownloadRow): boolean =>
  stage !== "pulling" || hostReadings(state, host).progress[key] !== undefined;

/** A history may begin after they were watched. */
const hostsOf = ({ facts }: AppState): readonly HostId[] =>
  Object.keys(facts.hosts).flatMap((text) => parseHostId(text) ?? []);

function serviceNote(state: AppState, host: HostId): string {
  const { situation } = hostFacts(state, host).service;
  return remarks(serviceWords(state, host).word, situation.kind === "running" && situation.version);
}
