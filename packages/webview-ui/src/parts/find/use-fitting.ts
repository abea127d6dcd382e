import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

/**
 * How many elements of the class `size` have room in their place, beside the button for the rest, of the class `more`;
 * measured again when `shown`, what they show, or the place changes. The fewer have room, the wider that button is, so
 * that measuring again with its new text comes to an end.
 */
export function useFitting(place: RefObject<HTMLElement | null>, shown: readonly unknown[]): number {
  const [fitting, setFitting] = useState(Infinity);
  const measure = (): void => {
    if (place.current) setFitting(fittingIn(place.current));
  };
  useLayoutEffect(measure, [...shown, fitting]);
  useEffect(() => {
    const watching = new ResizeObserver(measure);
    if (place.current) watching.observe(place.current);
    return () => watching.disconnect();
  }, []);
  return fitting;
}

function fittingIn(place: HTMLElement): number {
  const { right } = place.getBoundingClientRect();
  const ends = [...place.querySelectorAll(".size")].map((size) => size.getBoundingClientRect().right);
  const rest = place.querySelector(".more")?.getBoundingClientRect().width ?? 0;
  const room = (ends.at(-1) ?? 0) <= right ? right : right - rest;
  return ends.filter((end) => end <= room).length;
}
