import { describe, expect, it } from "vitest";
import { hostFacts, modelsOf } from "../app/state.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { installedModels } from "../models/models.ts";
import { fakePorts, FakeWindows, openSession } from "../testing/index.ts";
import { id, MANIFEST, model, openTwo, WEIGHTS } from "../testing/two-hosts.ts";
import { noticeViews } from "../ui/index.ts";

describe("a model that is sent to another host", () => {
  it("is created there of its files, and the difference is said", async () => {
    const { app, clock, there, to, request, until, situation, rows } = await openTwo();
    expect(await request()).toMatchObject({ accepted: true });
    await until(() => situation() === "completed");
    expect(there.recipes).toEqual([
      { model, files: { "1.gguf": WEIGHTS }, template: "{{.Prompt}}", renderer: "r" },
    ]);
    expect(noticeViews(app.state()).map(({ text }) => text)).toEqual(["gpu-box: “mine:latest” was copied."]);
    expect(rows()).toEqual([]);
    app.choose(to);
    await clock.pass(0);
    expect(rows()[0]?.status).toBe(
      "Copied from this machine. The weights are the same. Ollama wrote the parameters or texts anew, so the digest differs from the original's.",
    );
  });

  it("has no difference if its digest is the same", async () => {
    const { there, until, situation, request, app, to } = await openTwo();
    there.createdDigest = MANIFEST.slice("sha256:".length);
    await request();
    await until(() => situation() === "completed");
    expect(hostFacts(app.state(), to).downloads[id]).not.toHaveProperty("difference");
  });

  it("is shown with both hosts, and can be paused and resumed from each", async () => {
    const { app, clock, folder, there, to, request, until, situation, rows } = await openTwo();
    folder.open$.next(4);
    await request();
    await until(() => rows()[0]?.percent === 40);
    expect(rows()[0]).toMatchObject({
      status: "sending to gpu-box",
      brief: "40% · sending to gpu-box · 40 of 100 bytes",
    });
    expect(rows()[0]?.actions[0]).toMatchObject({ request: { type: "download.pause", host: to } });
    app.choose(to);
    await clock.pass(0);
    expect(rows()[0]).toMatchObject({ status: "being sent from this machine", percent: 40 });

    await app.dispatch({ type: "download.pause", host: to, id });
    await until(() => situation() === "paused");
    expect([...there.blobs]).toEqual([]);
    folder.open$.next(Number.POSITIVE_INFINITY);
    await app.dispatch({ type: "download.resume", host: to, id });
    await until(() => situation() === "completed");
    expect(there.requests.filter((one) => one === "POST /api/blobs")).toHaveLength(2);
  });

  it("does not send what is there", async () => {
    const { there, until, situation, request } = await openTwo();
    there.blobs = new Set([WEIGHTS]);
    await request();
    await until(() => situation() === "completed");
    expect(there.requests).not.toContain("POST /api/blobs");
  });

  it("is gone on with by the next leader", async () => {
    const windows = new FakeWindows();
    const { app, clock, folder, there, rows, request, until, targets$, to } = await openTwo({
      windows,
    });
    folder.open$.next(4);
    await request();
    await until(() => rows()[0]?.percent === 40);
    const next = openSession({ ...fakePorts({ windows, clock }), targets$ });
    app.close();
    folder.open$.next(Number.POSITIVE_INFINITY);
    await until(() => hostFacts(next.state(), to).downloads[id]?.situation.kind === "completed");
    expect(there.recipes).toHaveLength(1);
  });

  it("is cancelled without a trace of the model", async () => {
    const { app, folder, there, rows, request, until, situation, to } = await openTwo();
    folder.open$.next(4);
    await request();
    await until(() => rows()[0]?.percent === 40);
    await app.dispatch({ type: "download.cancel", host: to, id });
    await until(() => situation() === "cancelled");
    expect([there.recipes, installedModels(modelsOf(app.state(), to))]).toEqual([[], []]);
  });

  it("is sent again if the other Ollama goes away meanwhile", async () => {
    const { folder, there, rows, request, until, situation } = await openTwo();
    folder.open$.next(4);
    await request();
    await until(() => rows()[0]?.percent === 40);
    there.die();
    await until(() => situation() === "queued" || situation() === "waiting");
    folder.open$.next(Number.POSITIVE_INFINITY);
    there.appear();
    await until(() => situation() === "completed");
  });

  it("is tried again if the other Ollama takes no more bytes", async () => {
    const { app, clock, folder, rows, request, until, situation, to } = await openTwo();
    folder.open$.next(4);
    await request();
    await until(() => rows()[0]?.percent === 40);
    await clock.pass(119_000);
    expect(situation()).toBe("pulling");
    await clock.pass(1_200);
    expect(hostFacts(app.state(), to).downloads[id]?.situation).toMatchObject({
      kind: "waiting",
      failure: { kind: "send-stalled" },
    });
    folder.open$.next(Number.POSITIVE_INFINITY);
    await until(() => situation() === "completed");
  });

  it("is not said to keep bytes of a layer that did not arrive", async () => {
    const { app, clock, folder, rows, request, until, situation, to } = await openTwo();
    folder.open$.next(4);
    await request();
    await until(() => rows()[0]?.percent === 40);
    await app.dispatch({ type: "download.cancel", host: to, id });
    await until(() => situation() === "cancelled");
    app.choose(to);
    await clock.pass(0);
    expect(rows()[0]).toMatchObject({ status: "cancelled", numbers: "40 of 100 bytes" });
    expect(rows()[0]?.offers).not.toContain("download.forget");
    expect(rows()[0]?.hover.at(-1)).toContain("not sent again");
  });

  it("keeps being a local name there, if it was one", async () => {
    const { app, from, to, until, situation } = await openTwo();
    await app.dispatch({
      type: "download.request",
      host: to,
      id,
      model,
      from: { host: from, isLocalName: true },
    });
    await until(() => situation() === "completed");
    expect(hostFacts(app.state(), to).localNames).toEqual([model]);
  });

  it("is no download to continue from a registry", async () => {
    const { app, folder, to, request, rows, until } = await openTwo();
    folder.open$.next(4);
    await request();
    await until(() => rows()[0]?.percent === 40);
    await app.dispatch({ type: "download.cancel", host: to, id });
    const other = parseDownloadId("d2")!;
    await app.dispatch({ type: "download.request", host: to, id: other, model });
    expect(Object.values(hostFacts(app.state(), to).downloads).map((one) => [one.id, one.from])).toEqual([
      [other, undefined],
    ]);
  });
});
