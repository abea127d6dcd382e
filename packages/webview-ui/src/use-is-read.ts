import { useRef, useState } from "preact/hooks";

/** Whether a person reads in a box, with the pointer or by the keyboard; `reading` is to be spread on the box. */
export function useIsRead() {
  const [isRead, setRead] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const look = (): void => setRead(box.current?.matches(":is(:hover, :focus-within)") === true);
  const reading = {
    ref: box,
    onPointerEnter: look,
    onPointerLeave: look,
    onFocusCapture: look,
    onBlurCapture: () => queueMicrotask(look), // the focus has not moved yet
  };
  return { isRead, box, reading };
}
