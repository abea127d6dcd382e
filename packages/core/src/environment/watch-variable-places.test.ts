import { BehaviorSubject } from "rxjs";
import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { at, host, pointed, running } from "../testing/events.ts";
import { given, settled } from "../testing/index.ts";
import { watchVariablePlaces } from "./watch-variable-places.action.ts";

const byUnit = { ...running, owner: { kind: "systemd", scope: "system", unit: "ollama.service" } } as const;
const gone: AppEvent = { type: "service.stopped", host };
const place = { name: "OLLAMA_HOST", file: "/etc/x.conf", line: 3 };

function watch(isShown = true) {
  const stateAfter = (...events: readonly AppEvent[]) => given(pointed, ...events).state;
  const state$ = new BehaviorSubject(stateAfter(byUnit));
  const shown$ = new BehaviorSubject(isShown);
  const asked: string[] = [];
  const { places$, close } = watchVariablePlaces({
    app: { state: () => state$.value, state$ },
    placesOf: (id) => async (owner) => {
      asked.push(id === host ? owner.kind : `${owner.kind} of ${id}`);
      return owner.kind === "systemd" ? [place] : [];
    },
    shown$,
  });
  async function happens(...events: readonly AppEvent[]): Promise<readonly string[]> {
    state$.next(stateAfter(...events));
    await settled();
    return asked.splice(0);
  }
  return { happens, places$, shown$, close };
}

describe("where variables are set", () => {
  it("is read once while it is shown, and not while it is hidden", async () => {
    const { happens, places$, shown$, close } = watch(false);
    expect(await happens(byUnit)).toEqual([]);
    shown$.next(true);
    expect([await happens(byUnit), places$.value]).toEqual([["systemd"], [place]]);
    expect(await happens(byUnit)).toEqual([]);
    shown$.next(false);
    expect(await happens({ ...byUnit, owner: { kind: "another-program" } })).toEqual([]);
    close();
  });

  it("is read anew for another owner, another run and another host", async () => {
    const { happens, places$, close } = watch();
    await happens(byUnit);
    expect(await happens({ ...byUnit, owner: { kind: "another-program" } })).toEqual(["another-program"]);
    expect(places$.value).toEqual([]);
    expect(await happens(byUnit)).toEqual(["systemd"]);
    expect(await happens(byUnit, gone, byUnit)).toEqual(["systemd"]);
    const other = at({ ...DEFAULT_ENDPOINT, port: 11_435 });
    expect(await happens(other, { ...byUnit, host: other.host })).toEqual([`systemd of ${other.host}`]);
    close();
  });
});
