import type { Json } from "@paddock/core/protocol";
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";

/** Where a page keeps what must outlive its being hidden: which tab, what was typed. */
export interface PageMemory {
  get(): Readonly<Record<string, Json>>;
  set(memory: Readonly<Record<string, Json>>): void;
}

/** Forgets with the page. */
export function forgetfulMemory(): PageMemory {
  let kept: Readonly<Record<string, Json>> = {};
  return { get: () => kept, set: (memory) => (kept = memory) };
}

/** What a page remembers over a reload, for all of its parts. */
export const MemoryContext = createContext<PageMemory>(forgetfulMemory());

/** As `useState`, for a value that is there again after the page was hidden. */
export function useKept<Value extends string | number>(
  key: string,
  initial: Value,
): readonly [Value, (value: Value) => void] {
  const memory = useContext(MemoryContext);
  const kept = memory.get()[key];
  const [value, setValue] = useState<Value>(isLike(kept, initial) ? kept : initial);
  const keep = (next: Value): void => {
    memory.set({ ...memory.get(), [key]: next });
    setValue(next);
  };
  return [value, keep];
}

/** What was kept under a key is of the type that is kept under it, unless another version of the page kept it. */
const isLike = <Value extends string | number>(kept: Json | undefined, initial: Value): kept is Value =>
  typeof kept === typeof initial;
