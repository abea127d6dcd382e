import type { SpareKind } from "./spare.ts";

export type SpareOfKind = { readonly what: SpareKind; readonly sizeBytes: number };

/** The fewest kinds that free so much, and of these the fewest bytes; `undefined` if all together do not. */
export const enoughOf = (
  kinds: readonly SpareOfKind[],
  missingBytes: number,
): readonly SpareOfKind[] | undefined =>
  setsOf(kinds)
    .filter((set) => bytesIn(set) >= missingBytes)
    .toSorted((a, b) => a.length - b.length || bytesIn(a) - bytesIn(b))[0];

export const bytesIn = (kinds: readonly SpareOfKind[]): number =>
  kinds.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const setsOf = ([first, ...rest]: readonly SpareOfKind[]): readonly (readonly SpareOfKind[])[] =>
  first ? setsOf(rest).flatMap((set) => [set, [first, ...set]]) : [[]];
