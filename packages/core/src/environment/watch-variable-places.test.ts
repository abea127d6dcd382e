import { BehaviorSubject } from "rxjs";
import { expect, it } from "vitest";
import type { AppState } from "../app/state.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given, settled } from "../testing/index.ts";
import type { Owner } from "../service/owner.ts";
import { watchVariablePlaces } from "./watch-variable-places.action.ts";

it("where variables are set is read while it is shown, and anew for another owner", async () => {
  const unit = { kind: "systemd", scope: "system", unit: "ollama.service" } as const;
  const stateOf = (owner: Owner): AppState => given(pointed, { ...running, owner }).state;
  const state$ = new BehaviorSubject(stateOf(unit));
  const shown$ = new BehaviorSubject(false);
  const asked: string[] = [];
  const { places$, close } = watchVariablePlaces({
    app: { state: () => state$.value, state$ },
    placesOf: (id) => async (owner) => {
      asked.push(`${id === host ? "" : "another host: "}${owner.kind}`);
      return owner.kind === "systemd" ? [{ name: "OLLAMA_HOST", file: "/etc/x.conf", line: 3 }] : [];
    },
    shown$,
  });
  expect(asked).toEqual([]);
  shown$.next(true);
  await settled();
  expect(places$.value).toHaveLength(1);
  state$.next(stateOf(unit)); // nothing new
  state$.next(stateOf({ kind: "another-program" }));
  await settled();
  expect([asked, places$.value]).toEqual([["systemd", "another-program"], []]);
  shown$.next(false);
  state$.next(stateOf(unit));
  await settled();
  expect(asked).toHaveLength(2);
  close();
});
