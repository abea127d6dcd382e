import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { fakeManifest, fakeModel, modelName } from "../testing/index.ts";
import { openActionBench, openDownloading, openRunning } from "../testing/action-bench.ts";
import { PortError } from "../shared/failure.ts";
import { downloadRows } from "./downloads.view.ts";
import { performCommand, performForOthers } from "../ui/perform.action.ts";
import { parseDownloadId } from "./download-id.ts";

const pony = modelName("pony");
const id = parseDownloadId("d1")!;

describe("a requested download", () => {
  it("is done once it is complete", async () => {
    const { request, lines$, clock } = await openDownloading();
    expect(request.ended()).toBeUndefined();
    lines$.complete();
    await clock.pass(200);
    expect(request.ended()).toEqual({ kind: "done" });
  });

  it("fails if there is no automatic retry", async () => {
    const { request, lines$, clock } = await openDownloading();
    lines$.error(new PortError({ kind: "disk-full" }));
    await clock.pass(200);
    expect(request.ended()).toEqual({ kind: "failed", failure: { kind: "disk-full" } });
  });

  it("is still pending while paused, and ends as cancelled when it is cancelled", async () => {
    const { ask, request } = await openDownloading();
    const pause = await ask({ type: "download.pause", id });
    expect([pause.ended(), request.ended()]).toEqual([{ kind: "done" }, undefined]);
    const cancel = await ask({ type: "download.cancel", id });
    expect([cancel.ended(), request.ended()]).toEqual([{ kind: "done" }, { kind: "cancelled" }]);
  });

  it("resumes the paused download of the same model", async () => {
    const { ask, ollama, clock } = await openDownloading();
    await ask({ type: "download.pause", id });
    const again = await ask({ type: "download.request", model: pony });
    expect(again.refusal).toBeUndefined();
    await clock.pass(5_000);
    ollama.pulls[1]!.lines$.complete();
    await clock.pass(200);
    expect(again.ended()).toEqual({ kind: "done" });
  });

  it("is refused if it is already under way", async () => {
    const { ask } = await openDownloading();
    expect((await ask({ type: "download.request", model: pony })).refusal).toMatchObject({
      reason: "already-downloading",
    });
  });

  it("is for the model that the person chooses, or declined", async () => {
    const { ask, person, ollama } = await openRunning();
    expect((await ask({ type: "download.add", text: "po" })).refusal).toEqual({ reason: "declined" });
    person.newModelChosen = { kind: "download", model: pony };
    expect((await ask({ type: "download.add", text: "po" })).refusal).toBeUndefined();
    expect(person.shown).toEqual(["new model: po", "new model: po"]);
    expect(ollama.pulls).toHaveLength(1);
  });

  it("waits in the queue while Ollama does not run, and Ollama is started if Paddock may", async () => {
    for (const isRemote of [false, true]) {
      const { ask, person, state, clock } = await openActionBench({ isRemote });
      await clock.pass(5_000);
      person.newModelChosen = { kind: "download", model: pony };
      expect((await ask({ type: "download.add", text: "pony" })).refusal).toBeUndefined();
      const { service, downloads } = hostFacts(state());
      expect(downloads[id]?.situation).toEqual({ kind: "queued" });
      expect(service.situation.kind).toBe(isRemote ? "stopped" : "starting");
      expect(person.shown).toEqual([
        "new model: pony",
        ...(isRemote ? [] : ["Ollama is started to download “pony:latest”."]),
      ]);
    }
  });

  it("is shown once, when it is added again after it was cancelled", async () => {
    const { ask, state } = await openDownloading();
    await ask({ type: "download.cancel", id });
    const again = await ask({ type: "download.request", model: pony });
    expect(again.refusal).toBeUndefined();
    expect(downloadRows(state(), 0).map(({ model, numbers }) => [model, numbers])).toEqual([
      ["pony:latest", "1.0 kB"],
    ]);
  });
});

describe("pausing", () => {
  it("asks for confirmation if Ollama may delete the data", async () => {
    const { ask, person, ollama, clock } = await openDownloading(async () => {
      const opened = await openActionBench();
      opened.ollama.versionText = "0.20.0";
      opened.ollama.appear();
      await opened.clock.pass(5_000);
      return opened;
    });
    person.saysYes = false;
    expect((await ask({ type: "download.pause", id })).refusal).toEqual({ reason: "declined" });
    expect((await ask({ type: "download.pause-all" })).refusal).toEqual({ reason: "declined" });
    expect(person.questions).toHaveLength(2);
    expect(ollama.pulls[0]!.isAborted).toBe(false);
    person.saysYes = true;
    await ask({ type: "download.pause-all" });
    await clock.pass(100);
    expect(ollama.pulls[0]!.isAborted).toBe(true);
  });

  it("all downloads is done once each is paused, and refused if none can be paused", async () => {
    const { ask, request } = await openDownloading();
    expect((await ask({ type: "download.pause-all" })).ended()).toEqual({ kind: "done" });
    expect((await ask({ type: "download.pause-all" })).refusal).toEqual({
      reason: "no-download",
      to: "pause",
    });
    const resume = await ask({ type: "download.resume-all" });
    expect([resume.ended(), request.ended()]).toEqual([undefined, undefined]);
  });

  it("is cancelled by a resume", async () => {
    const { ask, context, clock } = await openDownloading();
    const pausing = performCommand(context, "download.pause", { key: id });
    await ask({ type: "download.resume", id });
    const pause = await pausing;
    await clock.pass(100);
    expect(pause.accepted && ["done", "cancelled"]).toContain(pause.accepted && (await pause.completed).kind);
  });
});

describe("a command without a download", () => {
  it("applies to the only possible one", async () => {
    const { context, person, clock } = await openDownloading();
    const answering = performCommand(context, "download.pause", undefined);
    await clock.pass(100);
    expect((await answering).accepted).toBe(true);
    expect(person.choices).toEqual([]);
  });

  it.each(["not an id!", 5, { id: "d1" }, { key: "a/b" }, ["d1"]])(
    "does not stand for a wrong target: %j is refused",
    async (target) => {
      const { context } = await openDownloading();
      expect(await performCommand(context, "download.cancel", target)).toEqual({
        accepted: false,
        refusal: { reason: "no-such-download" },
      });
    },
  );

  it("asks which one if there are several, and is refused with a reason if there is none", async () => {
    const { ask, context, person, manifests } = await openDownloading();
    manifests.set(modelName("foal"), fakeManifest({ c: 100 }));
    await ask({ type: "download.request", model: modelName("foal") });
    await performCommand(context, "download.cancel", undefined);
    expect(person.choices).toEqual([["pony:latest", "foal:latest"]]);
    expect(await performCommand(context, "download.resume", undefined)).toEqual({
      accepted: false,
      refusal: { reason: "no-download", to: "resume" },
    });
  });
});

describe("Ollama's public key", () => {
  it("is copied if it can be read", async () => {
    const { ask, files, person } = await openRunning();
    expect((await ask({ type: "ollama.copy-key" })).refusal).toEqual({ reason: "key-unreadable" });
    files.publicKey = "ssh-ed25519 AAAA";
    expect((await ask({ type: "ollama.copy-key" })).ended()).toEqual({ kind: "done" });
    expect(person.shown[0]).toBe("clipboard: ssh-ed25519 AAAA");
  });
});

describe("updates", () => {
  async function openOutdated() {
    const opened = await openRunning();
    opened.ollama.models = [fakeModel("pony"), fakeModel("foal")];
    for (const name of ["pony", "foal"])
      opened.manifests.set(modelName(name), fakeManifest({ [`new-${name}`]: 100 }));
    const check = await opened.ask({ type: "updates.check" });
    return { ...opened, check };
  }

  it("are known once all registries have answered", async () => {
    const { check } = await openOutdated();
    expect(check.ended()).toEqual({ kind: "done" });
  });

  it("are downloaded once the person has confirmed, and done once all are complete", async () => {
    const { ask, person, ollama, clock } = await openOutdated();
    person.saysYes = false;
    expect((await ask({ type: "updates.apply" })).refusal).toEqual({ reason: "declined" });
    person.saysYes = true;
    const update = await ask({ type: "updates.apply" });
    expect(person.questions.at(-1)?.text).toContain("Update 2 models?");
    for (const index of [0, 1]) {
      ollama.pulls[index]!.lines$.complete();
      await clock.pass(2_000);
    }
    expect(update.ended()).toEqual({ kind: "done" });
  });

  it("of one model leave other models alone, and are refused if it has none", async () => {
    const { ask, person, ollama } = await openOutdated();
    await ask({ type: "model.update", model: pony });
    expect(person.questions.at(-1)?.text).toContain("Update “pony:latest”?");
    expect(ollama.pulls.map(({ model }) => model)).toEqual([pony]);
    expect((await ask({ type: "model.update", model: pony })).refusal).toMatchObject({
      reason: "already-downloading",
    });
  });

  it("are refused if none are known", async () => {
    const { ask, ollama } = await openRunning();
    ollama.models = [fakeModel("pony")];
    expect((await ask({ type: "updates.apply" })).refusal).toEqual({ reason: "no-updates" });
    expect((await ask({ type: "model.update", model: pony })).refusal).toEqual({ reason: "no-updates" });
  });
});

describe("a request of another extension", () => {
  it("is parsed, and followed like any other", async () => {
    const { context, clock } = await openDownloading();
    const answering = performForOthers(context, { type: "download.pause", id });
    await clock.pass(2_000);
    const answer = await answering;
    expect(answer.accepted && (await answer.completed)).toEqual({ kind: "done" });
    expect(await performForOthers(context, { type: "download.forget", id })).toMatchObject({
      refusal: { reason: "bad-command" },
    });
  });
});
