import type { ChartState, MachineName, MachineNews } from "./machine-news.ts";

type Move = { readonly atMs: number; readonly from: string; readonly to: string; readonly event: string };

/** A machine, and the way that it was seen to take. */
export type MachinePath = MachineName & {
  readonly key: string;
  readonly chart: readonly ChartState[];
  readonly foundAtMs: number;
  /** Its state when it was found. */
  readonly first: string;
  readonly state: string;
  readonly life: "running" | "unobserved" | "ended";
  /** The last ones, the oldest first. */
  readonly moves: readonly Move[];
};

/** Those that run come first, the last found first. */
export type MachinePaths = readonly MachinePath[];

const MOST_MOVES = 50;
const MOST_MACHINES = 20;

export function evolveMachines(machines: MachinePaths, news: MachineNews, atMs: number): MachinePaths {
  const key = keyOf(news);
  const known = machines.find((one) => one.key === key);
  const others = machines.filter((one) => one.key !== key);
  if (news.kind === "found")
    return inOrder([known ? again(known, news, atMs) : found(news, key, atMs), ...others]);
  if (!known) return machines;
  const now = news.kind === "ended" ? { ...known, life: "ended" as const } : moved(known, { ...news, atMs });
  return inOrder([now, ...others]);
}

/** The state in which a machine was at a time; `undefined` if it was not seen then. */
export function stateAt({ foundAtMs, first, moves }: MachinePath, atMs: number): string | undefined {
  const last = moves.findLast((move) => move.atMs <= atMs);
  if (last) return last.to;
  const [next] = moves;
  return atMs < foundAtMs ? undefined : (next?.from ?? first);
}

function found(
  { machine, host, id, state, chart }: Extract<MachineNews, { kind: "found" }>,
  key: string,
  atMs: number,
): MachinePath {
  const name = { machine, ...(host !== undefined && { host }), ...(id !== undefined && { id }) };
  return { ...name, key, chart, foundAtMs: atMs, first: state, state, life: "running", moves: [] };
}

/** What it did while it was not observed is one step without an event; one that had ended was started again. */
const again = (
  known: MachinePath,
  { state, chart }: Extract<MachineNews, { kind: "found" }>,
  atMs: number,
): MachinePath => {
  const now = { ...known, chart, life: "running" as const };
  if (known.life === "ended") return moved(now, { atMs, from: known.state, to: state, event: "xstate.init" });
  return state === known.state ? now : moved(now, { atMs, from: known.state, to: state, event: "" });
};

/** While they are not observed, each of those that run may end. */
export const unobserved = (machines: MachinePaths): MachinePaths =>
  machines.map((machine) => (machine.life === "running" ? { ...machine, life: "unobserved" } : machine));

const moved = (machine: MachinePath, { atMs, from, to, event }: Move): MachinePath => ({
  ...machine,
  state: to,
  moves: [...machine.moves, { atMs, from, to, event }].slice(-MOST_MOVES),
});

/** Ended ones are kept for a while. The service comes first, since all depends on it. */
const inOrder = (machines: MachinePaths): MachinePaths =>
  machines
    .toSorted((a, b) => rank(a) - rank(b) || b.foundAtMs - a.foundAtMs || a.key.localeCompare(b.key))
    .slice(0, MOST_MACHINES);

const rank = ({ machine, life }: MachinePath): number =>
  life !== "running" ? 2 : machine === "service" ? 0 : 1;

const keyOf = ({ machine, host, id }: MachineName): string => [machine, host, id].filter(Boolean).join(" ");
