import { lastValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { downloadRows } from "../downloads/downloads.view.ts";
import { isLocalName } from "../models/local-names.ts";
import type { ClonedFile } from "../models/models-folder.port.ts";
import { openRunning } from "../testing/action-bench.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeModel, given, modelName } from "../testing/index.ts";
import { noticeViews } from "../ui/index.ts";
import { describeRefusal } from "../ui/text/refusal.view.ts";
import { settled } from "../testing/fake-clock.ts";
import { whyNotExport } from "./export-model.action.ts";
import { watchImport } from "./watch-import.source.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

/** A running Ollama, and a person who has a GGUF file. */
async function openImport() {
  const opened = await openRunning();
  const { modelFiles, person, clock, state } = opened;
  modelFiles.ggufs.set("/home/gemma-Q4_K_M.gguf", { sizeBytes: 4_700_000_000, digest: DIGEST });
  person.fileChosen = "/home/gemma-Q4_K_M.gguf";
  person.types = "gemma:q4";
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 200 && !isSo(); turn += 1) {
      await settled();
      await clock.pass(150);
    }
    if (!isSo()) throw new Error("it never comes to that");
  };
  return { ...opened, until, rows: () => downloadRows(state(), clock.now()) };
}

describe("importing a file", () => {
  it("says what it takes, and has the row of a download until the model is there", async () => {
    const { ask, person, ollama, until, rows, state } = await openImport();
    expect((await ask({ type: "model.import" })).refusal).toBeUndefined();
    expect(person.questions).toEqual([
      {
        text: "Import “gemma-Q4_K_M.gguf” as “gemma:q4”?",
        detail:
          "It is copied into the models folder, which takes 4.7 GB more; 1.0 TB are free there. The file itself stays.",
        yes: "Import",
      },
    ]);
    await until(() => rows()[0]?.stage === "completed");
    expect(ollama.recipes).toEqual([{ model: "gemma:q4", files: { "1.gguf": DIGEST } }]);
    expect(rows()[0]?.status).toBe("imported from “gemma-Q4_K_M.gguf”");
    expect(noticeViews(state()).map(({ text }) => text)).toEqual(["“gemma:q4” was imported."]);
    expect(isLocalName(hostFacts(state()).localNames, modelName("gemma:q4"))).toBe(true);
  });

  it("asks first which of the models that other programs have", async () => {
    const { ask, person, modelFiles, rows, until } = await openImport();
    modelFiles.foundFiles = [
      {
        keeper: "lm-studio",
        repository: "user/repo",
        name: "a.gguf",
        file: "/lm/a.gguf",
        sizeBytes: 5,
        projector: "/lm/mmproj.gguf",
        parts: 2,
      },
    ];
    await ask({ type: "model.import" });
    expect(person.choices).toEqual([["Choose a File…", "a.gguf"]]);
    await until(() => rows()[0]?.stage === "completed");
  });

  it.each([
    [
      "it is a text",
      (at: Bench) => void at.modelFiles.others.add((at.person.fileChosen = "/x.gguf")),
      "neither a GGUF",
    ],
    ["it is gone", (at: Bench) => void (at.person.fileChosen = "/gone.gguf"), "cannot be read: ENOENT"],
    [
      "it is one of several parts",
      (at: Bench) => {
        at.person.fileChosen = "/big-00001-of-00003.gguf";
        at.modelFiles.ggufs.set(at.person.fileChosen, { sizeBytes: 1, digest: DIGEST });
      },
      "llama-gguf-split --merge",
    ],
    [
      "it is a projector",
      (at: Bench) => {
        at.person.fileChosen = "/mmproj-F16.gguf";
        at.modelFiles.ggufs.set(at.person.fileChosen, { sizeBytes: 1, digest: DIGEST });
      },
      "the vision part of a model",
    ],
    [
      "there is no room",
      (at: Bench) => void (at.folder.freeBytes = () => Promise.resolve(1_200_000_000)),
      "The disk has 1.2 GB free, and 4.7 GB are needed.",
    ],
  ])("is refused in words if %s", async (_why, change, words) => {
    const bench = await openImport();
    change(bench);
    const { refusal } = await bench.ask({ type: "model.import" });
    expect(refusal && describeRefusal(refusal)).toContain(words);
    expect([bench.person.questions, bench.rows()]).toEqual([[], []]);
  });

  it("takes no more space, and sends nothing, where the models folder shares the content", async () => {
    const { ask, person, folder, ollama, modelFiles, clock } = await openImport();
    const drafts: string[] = [];
    folder.freeBytes = () => Promise.resolve(0);
    modelFiles.ggufs.set("/models/blobs/draft", { sizeBytes: 4_700_000_000, digest: DIGEST });
    folder.clone = () => {
      drafts.push("made");
      return Promise.resolve({
        path: "/models/blobs/draft",
        keep: (digest) => Promise.resolve(void (ollama.blobs = new Set([digest]))),
        discard: () => Promise.resolve(void drafts.push("discarded")),
      });
    };
    person.saysYes = false;
    await ask({ type: "model.import" });
    expect(person.questions[0]?.detail).toContain("takes no more space");
    expect(drafts).toEqual(["made", "discarded"]);
    const ports = { api: ollama, clock, version: () => "0.40.0", modelFiles, folder: async () => folder };
    const origin = { file: "/home/gemma-Q4_K_M.gguf", label: "gemma-Q4_K_M.gguf" };
    const ended = lastValueFrom(watchImport(ports, { model: modelName("gemma"), origin }));
    await clock.pass(1_000);
    await ended;
    expect(ollama.recipes).toMatchObject([{ files: { "1.gguf": DIGEST } }]);
    expect(ollama.requests).not.toContain("POST /api/blobs");
  });

  it("leaves no clone behind that is made after it was cancelled", async () => {
    const { folder, ollama, modelFiles, clock } = await openImport();
    const { promise, resolve } = Promise.withResolvers<ClonedFile>();
    const asked: string[] = [];
    folder.clone = (file) => (asked.push(file), promise);
    const ports = { api: ollama, clock, version: () => "0.40.0", modelFiles, folder: async () => folder };
    const origin = { file: "/home/gemma-Q4_K_M.gguf", label: "gemma-Q4_K_M.gguf" };
    const running = watchImport(ports, { model: modelName("gemma"), origin }).subscribe();
    await settled();
    expect(asked).toEqual(["/home/gemma-Q4_K_M.gguf"]);
    running.unsubscribe();
    let isDiscarded = false;
    resolve({
      path: "/models/blobs/draft",
      keep: () => Promise.resolve(),
      discard: () => Promise.resolve(void (isDiscarded = true)),
    });
    await settled();
    expect(isDiscarded).toBe(true);
  });

  it("shows the name of a file without characters that turn the text around it", async () => {
    const { ask, person, modelFiles } = await openImport();
    const file = "/home/\u202Egnp.\u0007x.gguf";
    modelFiles.ggufs.set(file, { sizeBytes: 1, digest: DIGEST });
    person.fileChosen = file;
    await ask({ type: "model.import" });
    expect(person.questions[0]?.text).toBe("Import “gnp.x.gguf” as “gemma:q4”?");
  });

  it("asks for a name that no model has", async () => {
    const { ask, person, ollama, rows, clock } = await openImport();
    ollama.models = [fakeModel("gemma:q4")];
    await ask({ type: "models.refresh" });
    await clock.pass(1_000);
    expect((await ask({ type: "model.import" })).refusal).toEqual({ reason: "declined" });
    person.types = "not a name!";
    expect((await ask({ type: "model.import" })).refusal).toEqual({ reason: "declined" });
    expect(rows()).toEqual([]);
  });
});

type Bench = Awaited<ReturnType<typeof openImport>>;

describe("exporting a model", () => {
  const model = modelName("pony");
  async function openExport() {
    const opened = await openImport();
    const { folder, ollama, ask, clock, person } = opened;
    ollama.models = [fakeModel("pony")];
    await ask({ type: "models.refresh" });
    await clock.pass(1_000);
    const layers = [{ mediaType: "application/vnd.ollama.image.model", digest: DIGEST, sizeBytes: 5_000 }];
    const digest = `sha256:${"e".repeat(64)}`;
    const manifest = { digest, blobs: [DIGEST], layers, anchored: [] };
    folder.installed = {
      tags: [{ name: model, layout: "legacy", digest, manifests: [manifest] }],
      isWhole: true,
    };
    folder.texts = { [digest]: "{}" };
    person.fileChosen = "/usb/pony.tar";
    return opened;
  }

  it("writes its files where the person says", async () => {
    const { ask, person, modelFiles } = await openExport();
    expect((await ask({ type: "model.export", model })).refusal).toBeUndefined();
    expect(modelFiles.written).toMatchObject([
      { model, manifest: "{}", blobs: [DIGEST], to: "/usb/pony.tar" },
    ]);
    expect(person.shown.slice(-3)).toEqual([
      "new file: pony.ollama.tar",
      "progress: Exporting “pony:latest”",
      "“pony:latest” was exported: 5.0 kB in /usb/pony.tar",
    ]);
  });

  it("is refused in the demo, whose files have no content", () => {
    const listed = { type: "models.listed", host, models: [fakeModel("pony")] } as const;
    const inDemo = given({ ...pointed, isDemo: true }, running, listed).state;
    expect(whyNotExport(inDemo, { model })).toEqual({ reason: "demo-model", model });
    expect(whyNotExport(given(pointed, running, listed).state, { model })).toBeUndefined();
  });

  it("is not said to be done if it is cancelled", async () => {
    const { ask, person, modelFiles } = await openExport();
    person.cancels = true;
    expect((await ask({ type: "model.export", model })).refusal).toEqual({ reason: "declined" });
    expect(modelFiles.written).toEqual([]);
  });

  it.each([
    [
      "there is no room",
      (at: Bench) => void (at.modelFiles.freeBytes = 4_000),
      "The disk has 4.0 kB free, and 5.0 kB are needed.",
    ],
    [
      "its files are elsewhere",
      (at: Bench) => void (at.files.folder = undefined),
      "on the machine that runs Ollama",
    ],
    ["a file is missing", (at: Bench) => void (at.folder.texts = {}), "is missing or damaged"],
  ])("is refused in words if %s", async (_why, change, words) => {
    const bench = await openExport();
    change(bench);
    const { refusal } = await bench.ask({ type: "model.export", model });
    expect(refusal && describeRefusal(refusal)).toContain(words);
    expect(bench.modelFiles.written).toEqual([]);
  });
});
