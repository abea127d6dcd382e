import type { ActivityView } from "@paddock/core/views";
import { useMemo, useRef } from "preact/hooks";

type Blocks = ActivityView["blocks"];
type Block = Blocks[string];
export type RequestRow = Block[number];

/** What a filter leaves, and how many requests each chip would. */
export type Shown = {
  readonly rows: readonly RequestRow[];
  readonly counts: ReadonlyMap<KindChip, number>;
  readonly checks: number;
};

export const KINDS = ["all", "answer", "embedding", "other", "failed"] as const;
type KindChip = (typeof KINDS)[number];

export const kindOf = (text: string): KindChip => KINDS.find((kind) => kind === text) ?? "all";

export type RequestFilter = {
  readonly text: string;
  readonly chip: KindChip;
  readonly withChecks: boolean;
};

type Counts = Readonly<Record<KindChip, number>>;

/** The rows that a filter leaves, the last one first; each block is looked through once. */
export function useShownRequests(blocks: Blocks, { text, chip, withChecks }: RequestFilter): Shown {
  const filterOf = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return once((block: Block) =>
      block
        .filter((row) => (withChecks || !row.isCheck) && isOf(row, chip) && hasAll(row, words))
        .toReversed(),
    );
  }, [text, chip, withChecks]);
  const countsOf = useMemo(
    () => once((block: Block) => countIn(block.filter(({ isCheck }) => withChecks || !isCheck))),
    [withChecks],
  );
  return useMemo(() => {
    const ordered = inOrder(blocks);
    const counts = ordered.map(countsOf);
    return {
      rows: ordered.flatMap(filterOf),
      counts: new Map(KINDS.map((kind) => [kind, sum(counts.map((one) => one[kind]))])),
      checks: sum(ordered.map(checksIn)),
    };
  }, [blocks, filterOf, countsOf]);
}

/** The blocks, the last one first. */
const inOrder = (blocks: Blocks): readonly Block[] =>
  Object.entries(blocks)
    .toSorted(([a], [b]) => Number(b) - Number(a))
    .map(([, block]) => block);

const checksIn = once((block: Block) => sum(block.map(({ isCheck, times }) => (isCheck ? times : 0))));

const countIn = (rows: Block): Counts => {
  const of = (chip: KindChip): number => sum(rows.map((row) => (isOf(row, chip) ? row.times : 0)));
  return {
    all: of("all"),
    answer: of("answer"),
    embedding: of("embedding"),
    other: of("other"),
    failed: of("failed"),
  };
};

const isOf = (row: RequestRow, chip: KindChip): boolean =>
  chip === "all" || (chip === "failed" ? row.isFailed : row.kind === chip);

const hasAll = ({ path, model, client, status, method }: RequestRow, words: readonly string[]): boolean => {
  const said = [method, path, model, client, status].join(" ").toLowerCase();
  return words.every((word) => said.includes(word));
};

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** Computes a value once for each block; a block never changes. */
function once<Value>(compute: (block: Block) => Value): (block: Block) => Value {
  const known = new WeakMap<Block, Value>();
  return (block) => {
    const before = known.get(block);
    if (before !== undefined) return before;
    const value = compute(block);
    known.set(block, value);
    return value;
  };
}

/** Holds what is shown while a person reads it. */
export function useHeld(now: HeldRows, isHeld: boolean): HeldRows & { readonly lastKey: number } {
  const held = useRef(now);
  if (!isHeld) held.current = now;
  return { ...held.current, lastKey: lastKeyIn(held.current.blocks) };
}

type HeldRows = Pick<ActivityView, "blocks" | "wholeBarMs">;

const lastKeyIn = (blocks: Blocks): number => inOrder(blocks)[0]?.at(-1)?.key ?? -1;
