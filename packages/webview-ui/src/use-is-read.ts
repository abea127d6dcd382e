import type { TargetedEvent } from "preact";
import { useState } from "preact/hooks";

/** Whether a person reads in a box, with the pointer or by the keyboard; `reading` is to be spread on the box. */
export function useIsRead() {
  const [isRead, setRead] = useState(false);
  const look = (box: HTMLElement): void => setRead(box.matches(":is(:hover, :focus-within)"));
  const lookNow = ({ currentTarget }: TargetedEvent<HTMLElement>): void => look(currentTarget);
  const reading = {
    onPointerEnter: lookNow,
    onPointerLeave: lookNow,
    onFocusCapture: lookNow,
    onBlurCapture: ({ currentTarget }: TargetedEvent<HTMLElement>) =>
      queueMicrotask(() => look(currentTarget)), // the focus has not moved yet
  };
  return { isRead, reading };
}
