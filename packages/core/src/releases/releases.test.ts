import { describe, expect, it } from "vitest";
import { DEFAULT_PREFERENCES } from "../app/app.port.ts";
import { hostFacts } from "../app/state.ts";
import { openActionBench, openRunning } from "../testing/action-bench.ts";
import { dashboardView } from "../ui/dashboard.view.ts";
import { newerReleaseAction } from "./newer-release.view.ts";

const DAY_MS = 24 * 3_600_000;
const daily = { ...DEFAULT_PREFERENCES, checksForReleases: "daily" } as const;

/** A running Ollama of this version. */
async function openVersion(version: string) {
  const opened = await openActionBench();
  opened.ollama.versionText = version;
  opened.ollama.appear();
  await opened.clock.pass(5_000);
  return opened;
}

describe("no other host is asked for the newest release", () => {
  it("before the person has asked, however long Paddock runs and whatever is done", async () => {
    const { ask, clock, releases, looking$, state } = await openRunning();
    looking$.next(true);
    for (let day = 0; day < 3; day++) {
      clock.increment(DAY_MS);
      await clock.pass(1_000);
    }
    await ask({ type: "service.restart" });
    await ask({ type: "updates.check" });
    await ask({ type: "release.update" });
    expect(releases.asked).toBe(0);
    expect(newerReleaseAction(state())).toBeNull();
  });

  it("more than once for each request", async () => {
    const { ask, releases, clock } = await openRunning();
    await ask({ type: "release.check" });
    clock.increment(3 * DAY_MS);
    await clock.pass(1_000);
    expect(releases.asked).toBe(1);
  });

  it("more than once a day if the setting says so, also if there is no answer", async () => {
    const { clock, releases, preferences$ } = await openRunning();
    releases.failure = { kind: "unreachable", cause: "no-such-host" };
    preferences$.next(daily);
    await clock.pass(1_000);
    expect(releases.asked).toBe(1);
    clock.increment(23 * 3_600_000);
    await clock.pass(1_000);
    expect(releases.asked).toBe(1);
    clock.increment(2 * 3_600_000);
    await clock.pass(1_000);
    expect(releases.asked).toBe(2);
    preferences$.next(DEFAULT_PREFERENCES);
    clock.increment(3 * DAY_MS);
    await clock.pass(1_000);
    expect(releases.asked).toBe(2);
  });

  it("again on the day on which the person has asked", async () => {
    const { ask, clock, releases, preferences$ } = await openRunning();
    await ask({ type: "release.check" });
    preferences$.next(daily);
    await clock.pass(1_000);
    expect(releases.asked).toBe(1);
  });
});

describe("a check for a newer Ollama", () => {
  it.each([
    ["0.40.9", "Ollama 0.40.12 is out; 0.40.9 is running.", "0.40.12 is out"],
    ["0.40.12", "Ollama 0.40.12 is running, which is the newest one.", undefined],
    ["0.41.0", "Ollama 0.41.0 is running; the newest release is 0.40.12.", undefined],
    ["0.0.0", "Ollama 0.0.0 is running; the newest release is 0.40.12.", undefined],
  ])("where %s runs", async (version, said, link) => {
    const { ask, person, state, clock } = await openVersion(version);
    expect((await ask({ type: "release.check" })).ended()).toEqual({ kind: "done" });
    expect(person.shown.at(-1)).toBe(said);
    const view = dashboardView(state(), clock.now());
    expect(view.service.newer?.label).toBe(link);
    const row = view.serviceTab?.owner.rows.find(({ key }) => key === "version");
    expect(row?.action?.label).toBe(link);
  });

  it("where nothing runs", async () => {
    const { ask, person, state } = await openActionBench();
    await ask({ type: "release.check" });
    expect(person.shown.at(-1)).toBe("The newest Ollama is 0.40.12.");
    expect(newerReleaseAction(state())).toBeNull();
  });

  it("says who did not answer", async () => {
    const { ask, person, releases, state } = await openRunning();
    releases.failure = { kind: "rate-limited" };
    const { ended } = await ask({ type: "release.check" });
    expect(ended()).toEqual({ kind: "failed", failure: { kind: "rate-limited" } });
    releases.failure = { kind: "timed-out", afterMs: 10_000 };
    await ask({ type: "release.check" });
    expect(person.shown).toEqual([
      "api.github.com does not answer any more requests from here for now. Try again in an hour.",
      "api.github.com cannot be reached, so it is not known which Ollama is the newest.",
    ]);
    expect(state().readings.release).toBeUndefined();
  });
});

it("an update is typed or opened, but never run, and only after a newer one is known", async () => {
  const { ask, owner, person, state } = await openVersion("0.40.9");
  expect((await ask({ type: "release.update" })).refusal).toEqual({ reason: "no-newer-release" });
  await ask({ type: "release.check" });
  person.shown.length = 0;
  await ask({ type: "release.update" });
  expect(hostFacts(state()).service.owner.kind).toBe("another-program");
  expect(person.shown).toEqual([
    "Update Ollama as it was installed: by a package manager, or from this page.",
    "website: https://ollama.com/download",
  ]);
  expect(owner.stopped).toEqual([]);
});
