import { describe, expect, it, vi } from "vitest";
import { hostFacts } from "../app/state.ts";
import { PortError } from "../shared/failure.ts";
import { openDownloading } from "../testing/action-bench.ts";
import { unfinishedLayer } from "../testing/fake-folder.ts";
import { modelName } from "../testing/index.ts";
import { downloadOffers } from "../ui/actions.ts";
import { parseDownloadId } from "./download-id.ts";

const pony = modelName("pony");
const id = parseDownloadId("d1")!;

describe("the data of a cancelled download", () => {
  it("is kept, and deleted if the person wants that", async () => {
    const { ask, person, folder, state, clock } = await openDownloading();
    person.saysYes = false;
    await ask({ type: "download.cancel", id });
    await clock.pass(5_000);
    expect(person.shown).toEqual([
      "The download of “pony:latest” was cancelled. The data downloaded so far is kept. [Delete Partial Download]",
    ]);
    expect(folder.forgotten).toEqual([]);

    person.saysYes = true;
    const forget = await ask({ type: "download.forget", id });
    expect(forget.ended()).toEqual({ kind: "done" });
    expect(folder.forgotten).toEqual([["sha256:a", "sha256:b"]]);
    expect(person.shown.at(-1)).toBe("450 bytes of disk space was freed.");
    expect(hostFacts(state()).downloads).toEqual({});
  });

  it("is deleted immediately if the person accepts the offer", async () => {
    const { ask, folder, clock } = await openDownloading();
    await ask({ type: "download.cancel", id });
    await clock.pass(5_000);
    expect(folder.forgotten).toEqual([["sha256:a", "sha256:b"]]);
  });

  it("is kept if it cannot be deleted, and that is reported", async () => {
    const { ask, person, folder, clock } = await openDownloading();
    folder.problem = "EACCES";
    await ask({ type: "download.cancel", id });
    await clock.pass(5_000);
    expect(person.shown.at(-1)).toBe("refused: partials-undeletable");
  });

  it("leads to no offer if there is none, or if it is out of reach", async () => {
    for (const isReachable of [true, false]) {
      const { ask, person, folder, files, clock } = await openDownloading();
      folder.partials = 0;
      files.folder = isReachable ? folder : undefined;
      await ask({ type: "download.cancel", id });
      await clock.pass(5_000);
      expect(person.shown).toEqual([]);
    }
  });
});

describe("deleting the data of an ended download", () => {
  async function openCancelled() {
    const opened = await openDownloading();
    opened.person.saysYes = false;
    await opened.ask({ type: "download.cancel", id });
    await opened.clock.pass(5_000);
    return opened;
  }

  it("asks first, and says what that frees", async () => {
    const { ask, person, folder } = await openCancelled();
    expect((await ask({ type: "download.forget", id })).refusal).toEqual({ reason: "declined" });
    expect(person.questions.at(-1)).toMatchObject({
      text: "Delete the partial download of “pony:latest”?",
      detail: expect.stringContaining("This frees 450 bytes."),
    });
    expect(folder.forgotten).toEqual([]);
  });

  it("says that the data stays if the folder is out of reach", async () => {
    const { ask, person, files, state } = await openCancelled();
    files.folder = undefined;
    person.saysYes = true;
    expect((await ask({ type: "download.forget", id })).ended()).toEqual({ kind: "done" });
    expect(person.questions.at(-1)?.detail).toContain("stays on the disk");
    expect(hostFacts(state()).downloads).toEqual({});
  });

  it("asks nothing if there is none, and is not offered if nothing was downloaded", async () => {
    const { ask, person, folder, state, ollama, clock } = await openCancelled();
    folder.partials = 0;
    await ask({ type: "download.forget", id });
    expect(person.questions).toEqual([]);
    await ask({ type: "download.request", model: pony });
    await clock.pass(2_000);
    ollama.pulls.at(-1)!.lines$.error(new PortError({ kind: "disk-full" }));
    await clock.pass(200);
    const [failed] = Object.keys(hostFacts(state()).downloads);
    expect(downloadOffers(state(), parseDownloadId(failed!)!)).not.toContain("download.forget");
  });
});

it("the data of a model that another program may download is not deleted, even if it pauses", async () => {
  const { ask, person, folder, clock } = await openDownloading();
  person.saysYes = false;
  await ask({ type: "download.cancel", id });
  await clock.pass(60_000);
  folder.partials = 0;
  folder.layers = [{ ...unfinishedLayer("sha256:a", 450), changedAtMs: clock.now() - 20_000 }];
  person.saysYes = true;
  await ask({ type: "download.forget", id });
  await clock.pass(4_000);
  expect(folder.forgotten).toEqual([["sha256:b"]]);
  expect(person.shown.at(-1)).toContain("another program may be downloading it");
});

it("the data of a download is deleted soon after it was cancelled", async () => {
  const { ask, folder, clock } = await openDownloading();
  folder.partials = 0;
  folder.layers = [{ ...unfinishedLayer("sha256:a", 450), changedAtMs: clock.now() }];
  await ask({ type: "download.cancel", id });
  await clock.pass(5_000);
  expect(folder.forgotten).toEqual([["sha256:a", "sha256:b"]]);
});

it("the data of a model that another program downloads is not deleted", async () => {
  const { ask, person, folder, clock } = await openDownloading();
  person.saysYes = false;
  await ask({ type: "download.cancel", id });
  await clock.pass(5_000);
  folder.partials = 0;
  folder.unfinished = () =>
    Promise.resolve([{ ...unfinishedLayer("sha256:a", clock.now()), changedAtMs: clock.now() }]);
  person.saysYes = true;
  const forgetting = ask({ type: "download.forget", id });
  await clock.pass(4_000);
  await forgetting;
  expect(folder.forgotten).toEqual([["sha256:b"]]);
  expect(person.shown.at(-1)).toContain("another program may be downloading it");
});

describe("the offer to delete what a cancelled download leaves", () => {
  it("is left out if that cannot be counted, and the reason is logged", async () => {
    const { ask, person, folder, context, clock } = await openDownloading();
    const warn = vi.spyOn(context.logger, "warn");
    folder.unfinished = () => Promise.reject(new Error("EIO"));
    await ask({ type: "download.cancel", id });
    await clock.pass(5_000);
    expect(person.shown).toEqual([]);
    expect(warn.mock.calls).toEqual([[expect.stringContaining("EIO")]]);
  });
});

describe("a download that cannot continue from its data", () => {
  async function openPartialLost() {
    const opened = await openDownloading();
    opened.lines$.error(new PortError({ kind: "partial-lost" }));
    await opened.clock.pass(200);
    return opened;
  }

  it("starts over once that is deleted", async () => {
    const { ask, folder, ollama, clock } = await openPartialLost();
    const repair = await ask({ type: "download.repair", id });
    expect(folder.forgotten).toEqual([["sha256:a", "sha256:b"]]);
    await clock.pass(5_000);
    ollama.pulls[1]!.lines$.complete();
    await clock.pass(200);
    expect(repair.ended()).toEqual({ kind: "done" });
  });

  it("does not start over if that is out of reach, or cannot be deleted", async () => {
    const { ask, folder, files, ollama } = await openPartialLost();
    folder.problem = "EACCES";
    expect((await ask({ type: "download.repair", id })).refusal).toEqual({
      reason: "partials-undeletable",
      detail: "EACCES",
    });
    files.folder = undefined;
    expect((await ask({ type: "download.repair", id })).refusal).toEqual({ reason: "folder-out-of-reach" });
    expect(ollama.pulls).toHaveLength(1);
  });
});
