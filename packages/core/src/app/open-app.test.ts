import { hostFacts } from "./state.ts";
import { host } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import { fakeManifest, fakeModel, modelName, openWithFakes } from "../testing/index.ts";
import { downloadRows, modelRows, statusBarView } from "../ui/index.ts";

const id = parseDownloadId("d1")!;

async function openRunning() {
  const opened = await openWithFakes();
  opened.ollama.models = [fakeModel("llama3.2:3b")];
  opened.ollama.appear();
  await opened.clock.pass(5_000);
  const text = () => statusBarView(opened.state(), opened.clock.now()).text;
  return { ...opened, text };
}

describe("an app", () => {
  it("finds a service that another program started, and refuses to stop it", async () => {
    const { state, app, text } = await openRunning();
    expect(text()).toBe("Ollama: Running :11434");
    expect(hostFacts(state()).service.owner.kind).toBe("another-program");
    expect(await app.dispatch({ type: "service.stop", host })).toEqual({
      accepted: false,
      refusal: { reason: "not-ours" },
    });
  });

  it("calls a server another program if it does not list models", async () => {
    const { ollama, clock, looking$, state, text } = await openRunning();
    ollama.failures.set("GET /api/tags", { kind: "not-supported", endpoint: "GET /api/tags" });
    looking$.next(true);
    await clock.pass(2_100); // it is asked once more
    expect(text()).toBe("Ollama: Port in use :11434");
    await clock.pass(300_000);
    expect(text()).toBe("Ollama: Port in use :11434");
    ollama.failures.clear();
    await clock.pass(31_000);
    expect(text()).toBe("Ollama: Running :11434");
    expect(modelRows(state(), 0)).toHaveLength(1);
  });

  it("starts a service, and stops it again", async () => {
    const { app, ollama, owner, clock, state } = await openWithFakes();
    const text = () => statusBarView(state(), clock.now()).text;
    await clock.pass(100);
    expect(text()).toBe("Ollama: Stopped :11434");
    await app.dispatch({ type: "service.start", host });
    expect(text()).toBe("Ollama: Starting… :11434");
    expect(await app.dispatch({ type: "service.start", host })).toMatchObject({
      refusal: { reason: "already-starting" },
    });
    ollama.appear();
    await clock.pass(300);
    expect(text()).toBe("Ollama: Running :11434");
    await app.dispatch({ type: "service.stop", host });
    await clock.pass(100);
    expect(text()).toBe("Ollama: Stopped :11434");
    expect(owner.stopped).toHaveLength(1);
  });

  it("sends no requests while no window is looked at", async () => {
    const { ollama, clock } = await openRunning();
    ollama.requests.length = 0;
    await clock.pass(120_000);
    expect(ollama.requests).toEqual([]);
  });

  it("lists the models once a window is looked at", async () => {
    const { ollama, clock, looking$, state } = await openRunning();
    ollama.requests.length = 0;
    looking$.next(true);
    await clock.pass(100);
    expect(ollama.requests).toEqual(["GET /api/tags", "GET /api/ps"]);
    expect(modelRows(state(), 0)).toMatchObject([{ label: "llama3.2:3b", detail: "Available · 2.0 GB" }]);
  });

  it("requests the details of a model once for each digest, for all requests and all names", async () => {
    const { app, ollama, clock, looking$ } = await openRunning();
    ollama.models = ["pony", "foal"].map((name) => fakeModel(name, { digest: "5".repeat(64) }));
    looking$.next(true);
    await clock.pass(100);
    ollama.requests.length = 0;
    for (const name of ["pony", "PONY", "foal"])
      await app.dispatch({ type: "models.describe", host, model: modelName(name) });
    await clock.pass(100);
    await app.dispatch({ type: "models.describe", host, model: modelName("pony") });
    await app.dispatch({ type: "service.test", host, model: modelName("foal") });
    await clock.pass(100);
    expect(ollama.requests.filter((request) => request === "POST /api/show")).toHaveLength(1);
  });

  it("shows a download's true progress and its result", async () => {
    const { app, ollama, clock, manifests, state } = await openRunning();
    const model = modelName("tiny");
    manifests.set(model, fakeManifest({ a: 900, b: 100 }));
    await app.dispatch({ type: "download.request", host, id, model });
    const { lines$ } = ollama.pulls[0]!;
    lines$.next({ kind: "layer", digest: "sha256:a", doneBytes: 450, totalBytes: 900 });
    await clock.pass(200);
    expect(downloadRows(state(), clock.now())).toMatchObject([
      { model: "tiny:latest", percent: 45, status: "downloading" },
    ]);
    lines$.complete();
    await clock.pass(200);
    expect(downloadRows(state(), clock.now())).toMatchObject([{ percent: 100, status: "downloaded" }]);
  });

  it("aborts the request of a cancelled download", async () => {
    const { app, ollama, clock, state } = await openRunning();
    await app.dispatch({ type: "download.request", host, id, model: modelName("tiny") });
    await app.dispatch({ type: "download.cancel", host, id });
    expect(ollama.pulls[0]!.isAborted).toBe(true);
    expect(downloadRows(state(), clock.now())).toMatchObject([{ status: "cancelled" }]);
  });
});
