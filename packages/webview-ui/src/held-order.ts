import { useRef } from "preact/hooks";

type Keyed = { readonly key: string };

/**
 * The rows in the order of `held`, and new ones after them: while a person is about to press something, nothing else may come
 * to its place.
 */
export function inHeldOrder<Row extends Keyed>(
  rows: readonly Row[],
  held: readonly Row["key"][],
): readonly Row[] {
  const places = new Map<string, number>(held.map((key, place) => [key, place]));
  const placeOf = ({ key }: Row): number => places.get(key) ?? held.length;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The rows in the order in which they were shown last, for as long as that is held. An order of something else is not. */
export function useHeldOrder<Row extends Keyed>(
  rows: readonly Row[],
  isHeld: boolean,
  orderOf: string,
): readonly Row[] {
  const last = useRef<{ readonly orderOf: string; readonly keys: readonly Row["key"][] }>(undefined);
  const { current } = last;
  const shown = isHeld && current?.orderOf === orderOf ? inHeldOrder(rows, current.keys) : rows;
  last.current = { orderOf, keys: shown.map(({ key }) => key) };
  return shown;
}
