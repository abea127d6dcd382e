import { BehaviorSubject, Subject } from "rxjs";
import { expect, it } from "vitest";
import { whileVisible } from "../src/surfaces/while-visible.ts";

it("computes a view only while its panel is visible, and then the newest one", () => {
  const state$ = new Subject<void>();
  const panel = {
    visible: true,
    onDidChangeViewState(listener: () => void) {
      const listening = state$.subscribe(listener);
      return { dispose: () => listening.unsubscribe() };
    },
  };
  const setVisible = (visible: boolean): void => {
    panel.visible = visible;
    state$.next();
  };
  const view$ = new BehaviorSubject("first");
  const seen: string[] = [];
  const showing = whileVisible(panel, view$).subscribe((view) => seen.push(view));
  state$.next(); // only its focus has changed
  setVisible(false);
  expect(view$.observed).toBe(false);
  view$.next("unseen");
  view$.next("newest");
  setVisible(true);
  expect(seen).toEqual(["first", "newest"]);
  showing.unsubscribe();
  expect([view$.observed, state$.observed]).toEqual([false, false]);
});
