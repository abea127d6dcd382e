import type { DashboardView } from "@paddock/core/views";
import { useEffect } from "preact/hooks";
import { usePersistedState } from "../../persisted-state.ts";

type Pane = "about" | "try";

/** Whether the chosen model is described or tried. One that was chosen elsewhere is shown as was asked for there, once. */
export function useTryPane(chosen: DashboardView["chosen"]): readonly [Pane, (pane: Pane) => void] {
  const [pane, setPane] = usePersistedState<Pane>("pane", "about");
  const [followed, setFollowed] = usePersistedState<number>("pane-followed", 0);
  const number = chosen?.number ?? 0;
  useEffect(() => {
    if (number === 0 || number === followed) return;
    setFollowed(number);
    setPane(chosen?.isToTry ? "try" : "about");
    if (chosen?.isToTry)
      requestAnimationFrame(() => document.querySelector<HTMLElement>(".try textarea")?.focus());
  }, [number]);
  return [pane, setPane];
}
