import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { openActionBench, openRunning } from "../testing/action-bench.ts";
import { fakeManifest, modelName } from "../testing/index.ts";
import { parseDownloadId } from "./download-id.ts";

const pony = modelName("pony");
const id = parseDownloadId("d1")!;

describe("a download on which Ollama is stuck", () => {
  async function openStuck(openWith = openRunning) {
    const opened = await openWith();
    opened.manifests.set(pony, fakeManifest({ a: 900 }));
    await opened.ask({ type: "download.request", model: pony });
    for (let passed = 0; passed < 60_000; passed += 1_000) {
      opened.ollama.pulls[0]!.lines$.next({ kind: "layer", digest: "sha256:a", doneBytes: 0 });
      await opened.clock.pass(1_000);
    }
    return opened;
  }

  async function openOlder() {
    const opened = await openActionBench();
    opened.ollama.versionText = "0.20.0";
    opened.ollama.appear();
    await opened.clock.pass(5_000);
    return opened;
  }

  async function openOurs() {
    const opened = await openActionBench();
    await opened.clock.pass(5_000);
    await opened.ask({ type: "service.start" });
    opened.ollama.appear();
    await opened.clock.pass(5_000);
    return opened;
  }

  it("is closed once the person confirms that Ollama may crash", async () => {
    const { ask, person, ollama } = await openStuck();
    person.saysYes = false;
    expect((await ask({ type: "download.cancel", id })).refusal).toEqual({ reason: "declined" });
    expect(person.questions.at(-1)?.detail).toContain("Ollama may crash");
    expect(ollama.pulls[0]!.isAborted).toBe(false);
    person.saysYes = true;
    await ask({ type: "download.cancel", id });
    expect(ollama.pulls[0]!.isAborted).toBe(true);
  });

  it("is closed with Ollama, which is started again if Paddock started it", async () => {
    const { ask, person, owner, ollama, state } = await openStuck(openOurs);
    const before = owner.own;
    await ask({ type: "download.pause", id });
    const { detail = "", yes } = person.questions.at(-1) ?? {};
    expect(yes).toBe("Close and Restart Ollama");
    expect(detail).toContain("breaks off the downloads of other programs, and unloads all models");
    expect(ollama.pulls[0]!.isAborted).toBe(true);
    expect(hostFacts(state()).downloads[id]?.situation.kind).toBe("paused");
    expect([owner.stopped, owner.own?.pid]).toEqual([[before], before!.pid + 1]);
  });

  it.each(["download.pause", "download.cancel"] as const)(
    "may lose the data of all downloads before version 0.21, which the question says: %s",
    async (type) => {
      const { ask, person } = await openStuck(openOlder);
      person.saysYes = false;
      await ask({ type, id });
      expect(person.questions.at(-1)?.detail).toMatch(/may crash .* deletes the data/s);
    },
  );
});
