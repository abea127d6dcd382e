import { describe, expect, it } from "vitest";
import { hostOf } from "../app/state.ts";
import { statusBarView } from "../ui/index.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { unfinishedLayer } from "../testing/fake-folder.ts";
import { askToStop } from "./ask-to-stop.action.ts";
import { fakeManifest, modelName } from "../testing/index.ts";

/** An Ollama that was started here. */
async function openStarted() {
  const opened = await openActionBench();
  await opened.clock.pass(100);
  await opened.ask({ type: "service.start" });
  opened.ollama.appear();
  await opened.clock.pass(5_000);
  return opened;
}

type Opened = Awaited<ReturnType<typeof openStarted>>;

/** Lets a layer grow on the disk, as Ollama writes it, while the action is asked for. */
function growing({ folder, clock }: Opened, digest: string): void {
  folder.unfinished = () =>
    Promise.resolve([{ ...unfinishedLayer(digest, clock.now()), changedAtMs: clock.now() }]);
}

describe("stopping Ollama", () => {
  it.each(["service.stop", "service.restart"] as const)(
    "asks first while another program downloads with it: %s",
    async (type) => {
      const opened = await openStarted();
      growing(opened, "sha256:foreign");
      opened.person.saysYes = false;
      expect((await opened.ask({ type })).refusal).toEqual({ reason: "declined" });
      expect(opened.person.questions[0]?.text).toContain("another program may be downloading");
      expect(opened.owner.stopped).toEqual([]);
    },
  );

  it("asks nothing for a download of ours, which is aborted first", async () => {
    const opened = await openStarted();
    opened.manifests.set(modelName("pony"), fakeManifest({ a: 900 }));
    await opened.ask({ type: "download.request", model: modelName("pony") });
    growing(opened, "sha256:a");
    await opened.ask({ type: "service.stop" });
    expect(opened.person.questions).toEqual([]);
  });

  it("asks first while a download of another program receives nothing for a while", async () => {
    const opened = await openStarted();
    opened.folder.layers = [
      { ...unfinishedLayer("sha256:foreign", 70), changedAtMs: opened.clock.now() - 20_000 },
    ];
    opened.person.saysYes = false;
    expect((await opened.ask({ type: "service.stop" })).refusal).toEqual({ reason: "declined" });
  });

  it("asks nothing for what a download of ours has left a moment ago", async () => {
    const opened = await openStarted();
    opened.manifests.set(modelName("pony"), fakeManifest({ a: 900 }));
    await opened.ask({ type: "download.request", model: modelName("pony") });
    opened.folder.layers = [{ ...unfinishedLayer("sha256:a", 70), changedAtMs: opened.clock.now() }];
    await opened.ask({ type: "download.pause-all" });
    await opened.ask({ type: "service.stop" });
    expect(opened.person.questions).toEqual([]);
    expect(opened.owner.stopped).toHaveLength(1);
  });

  it("does not wait for what a download of ours has left a moment ago", async () => {
    const opened = await openStarted();
    opened.manifests.set(modelName("pony"), fakeManifest({ a: 900 }));
    await opened.ask({ type: "download.request", model: modelName("pony") });
    opened.folder.layers = [{ ...unfinishedLayer("sha256:a", 70), changedAtMs: opened.clock.now() }];
    await opened.ask({ type: "download.pause-all" });
    expect(await askToStop(opened.context, "stop")).toBeUndefined(); // no time passes
  });

  it("says that downloads are saved first, if any are", async () => {
    const opened = await openStarted();
    const remark = () => statusBarView(opened.state(), 0).tooltip;
    opened.manifests.set(modelName("pony"), fakeManifest({ a: 900 }));
    await opened.ask({ type: "download.request", model: modelName("pony") });
    await opened.context.app.dispatch({ type: "service.stop", host: hostOf(opened.state())! });
    expect(remark()).toContain("Saving downloads first.");
  });

  it("asks nothing for data that was left behind, nor if the folder cannot be read", async () => {
    for (const isReadable of [true, false]) {
      const opened = await openStarted();
      const left = { ...unfinishedLayer("sha256:foreign", 70), changedAtMs: opened.clock.now() - 31_000 };
      opened.folder.unfinished = () =>
        isReadable ? Promise.resolve([left]) : Promise.reject(new Error("EACCES"));
      expect((await opened.ask({ type: "service.restart" })).refusal).toBeUndefined();
      expect(opened.person.questions).toEqual([]);
    }
  });
});
