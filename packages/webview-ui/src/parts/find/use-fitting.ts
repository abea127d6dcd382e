import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

/**
 * How many elements of the class `size` have room in their place, beside a button of this many pixels for the rest;
 * measured again when `shown`, what they show, that button or the place changes.
 */
export function useFitting(
  place: RefObject<HTMLElement | null>,
  buttonWidth: number,
  shown: unknown,
): number {
  const [fitting, setFitting] = useState(Infinity);
  const measure = (): void => {
    if (place.current) setFitting(fittingIn(place.current, buttonWidth));
  };
  useLayoutEffect(measure, [shown, buttonWidth]);
  useEffect(() => {
    const watching = new ResizeObserver(measure);
    if (place.current) watching.observe(place.current);
    return () => watching.disconnect();
  }, []);
  return fitting;
}

function fittingIn(place: HTMLElement, buttonWidth: number): number {
  const { right } = place.getBoundingClientRect();
  const ends = [...place.querySelectorAll(".size")].map((size) => size.getBoundingClientRect().right);
  const room = (ends.at(-1) ?? 0) <= right ? right : right - buttonWidth;
  return ends.filter((end) => end <= room).length;
}
