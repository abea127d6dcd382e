import type { Json } from "@paddock/core/protocol";
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";

/** State of a page that survives while the page is hidden: the open tab, the text in a field. */
export interface PersistedState {
  get(): Readonly<Record<string, Json>>;
  set(state: Readonly<Record<string, Json>>): void;
}

/** Lives only as long as the page. */
function transientState(): PersistedState {
  let current: Readonly<Record<string, Json>> = {};
  return { get: () => current, set: (state) => (current = state) };
}

export const PersistedStateContext = createContext<PersistedState>(transientState());

type Texts = Readonly<Record<string, string>>;
type Persistable = string | number | boolean | Texts;

/** Like `useState`, for a value that is restored when the page is shown again. */
export function usePersistedState<Value extends Persistable>(
  key: string,
  initial: Value,
): readonly [Value, (value: Value) => void] {
  const state = useContext(PersistedStateContext);
  const saved = state.get()[key];
  const [value, setValue] = useState<Value>(isLike(saved, initial) ? saved : initial);
  const save = (next: Value): void => {
    state.set({ ...state.get(), [key]: next });
    setValue(next);
  };
  return [value, save];
}

/** Another version of the page may have saved a value of another type under this key. */
const isLike = <Value extends Persistable>(saved: Json | undefined, initial: Value): saved is Value =>
  typeof initial === "object" ? isTexts(saved) : typeof saved === typeof initial;

const isTexts = (saved: Json | undefined): boolean =>
  typeof saved === "object" &&
  saved !== null &&
  Object.values(saved).every((text) => typeof text === "string");
