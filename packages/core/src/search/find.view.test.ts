import { of, Subject } from "rxjs";
import { expect, it } from "vitest";
import { catalogueSearch } from "../adapters/search/catalogue-search.ts";
import type { AppEvent } from "../app/events.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeModel, given, modelName } from "../testing/index.ts";
import { settled } from "../testing/fake-clock.ts";
import { downloadRows } from "../downloads/downloads.view.ts";
import { unkeyed } from "../ui/keyed.ts";
import type { FoundModel, ModelVariant } from "./found-models.ts";
import { findView } from "./find.view.ts";
import { createModelFinder } from "./model-finder.action.ts";
import { preferredSize } from "./preferred-size.ts";
import { sizeButton } from "./size-button.view.ts";
import type { ModelSearch } from "./model-search.port.ts";

const pony: FoundModel = {
  source: "catalogue",
  name: "pony",
  description: "Small.",
  capabilities: ["tools"],
  tags: ["1b", "4b", "8b"],
};
const catalogue = catalogueSearch({
  about: "",
  date: "2026-11-20",
  models: [{ ...pony, capabilities: [...pony.capabilities], tags: [...pony.tags], source: "" }],
});

/** The view of a finder that has the catalogue and one other host. */
async function opened(text: string, ...later: readonly AppEvent[]) {
  const requests: string[] = [];
  const variants$ = new Subject<readonly ModelVariant[]>();
  const elsewhere: ModelSearch = {
    source: "hugging-face",
    host: "huggingface.co",
    search: (sought) => {
      requests.push(`search ${sought}`);
      return of([{ ...pony, source: "hugging-face", name: "hf.co/user/pony-GGUF", tags: [] }]);
    },
    variants: ({ name }) => {
      requests.push(`sizes ${name}`);
      return variants$;
    },
  };
  const finder = createModelFinder(() => Promise.resolve([catalogue, elsewhere]));
  finder.type(text);
  await settled();
  const { state } = given(
    pointed,
    running,
    { type: "models.listed", host, models: [fakeModel("pony:1b")] },
    { type: "download.requested", host, id: parseDownloadId("d1")!, model: modelName("pony:4b") },
    ...later,
  );
  const view = () => findView(state, finder.found$.value, downloadRows(state, 0));
  const rows = () => view().groups.flatMap((group) => unkeyed(group.rows));
  return { finder, requests, variants$, view, rows };
}

it("shows what is popular while nothing is typed, and asks no other host", async () => {
  const { view, rows, requests } = await opened("");
  expect(view()).toMatchObject({
    groups: [{ title: "Popular", note: "catalogue of Nov 20, 2026, comes with Paddock" }],
    elsewhere: [],
  });
  expect(rows()[0]?.sizes.map(({ label, situation, action }) => [label, situation, action.label])).toEqual([
    ["1b", "installed", "Show Model"],
    ["4b", "coming", "Download 4b"],
    ["8b", "available", "Download 8b"],
  ]);
  expect(requests).toEqual([]);
});

const id = parseDownloadId("d1")!;
const started: AppEvent = { type: "download.started", host, id };
const pausing: AppEvent = { type: "download.pause-requested", host, id };
const failure = { kind: "no-room", neededBytes: 7e9, freeBytes: 2e9 } as const;

it.each([
  ["is in the queue", [], "starting", "Download 4b", true],
  [
    "waits for Ollama",
    [{ type: "service.stopped", host }],
    "waiting for Ollama to start",
    "Download 4b",
    true,
  ],
  ["is paused", [pausing, { type: "download.paused", host, id }], "paused", "Download 4b", true],
  [
    "is downloaded",
    [started, { type: "download.progressed", host, id, progress: { step: "pulling", doneBytes: 1 } }],
    "downloading",
    "Downloading 4b",
    true,
  ],
  [
    "has failed",
    [started, { type: "download.failed", host, id, failure }],
    "Disk full: 5.0 GB more are needed",
    "Download 4b",
    undefined,
  ],
] as const)("says of a size that %s what the queue says", async (_, later, note, label, isOff) => {
  const { rows } = await opened("", ...later);
  const size = rows()[0]?.sizes.find((one) => one.label === "4b");
  expect([size?.note, size?.action.label, size?.action.isOff]).toEqual([note, label, isOff]);
});

it("offers no download while the host is not valid, and says why", async () => {
  const invalid = { setting: "paddock.host", text: "x y", problem: "bad-host" } as const;
  const { view, rows } = await opened("", { type: "service.misconfigured", host, ...invalid });
  expect(view().groups.map(({ note }) => note)).toEqual(["The host is not valid."]);
  const [row] = rows();
  expect(row?.sizes.find(({ label }) => label === "8b")?.action.isOff).toBe(true);
});

it("says of a model that is named what the catalogue knows of its size", async () => {
  const { view } = await opened("ollama run pony:8b");
  const [group] = view().groups;
  const [row] = group ? unkeyed(group.rows) : [];
  expect([group?.title, row?.about]).toEqual(["The model with this name", ""]);
  expect(row?.sizes[0]?.size).toMatch(/^≈ \d/);
});

it("takes an address that only begins for none, and not for one that matches all", async () => {
  const { view, rows } = await opened("https://");
  expect(view().groups.map(({ title }) => title)).toEqual(["Popular"]);
  expect(rows().length).toBeGreaterThan(0);
});

const eightGigabytes = { kind: "told", gpuBytes: 8e9, keptFreeBytes: 0, mainBytes: 16e9 } as const;
const variant = (label: string): ModelVariant => ({ model: modelName(`pony:${label}`), label });

it("says of a size where it would run, and nothing of one that is not known", () => {
  const place = {
    installed: new Map<string, never>(),
    downloads: new Map<string, never>(),
    memory: eightGigabytes,
    refusal: "",
  };
  const wordOf = (label: string) => sizeButton(place, { capabilities: [] }, variant(label)).fit?.word;
  expect(["8b", "14b", "70b", "latest"].map(wordOf)).toEqual(["Fits", "Partly", "Too big", undefined]);
  const { mainBytes: _, ...gpuAlone } = eightGigabytes;
  const { fit } = sizeButton({ ...place, memory: gpuAlone }, { capabilities: [] }, variant("70b"));
  expect(fit?.word).toBe("Larger than the GPU");
});

it("has the size of an installed one by what is installed, where its tag tells none", () => {
  const installedAs = (parameterSize: string) => {
    const model = { ...fakeModel("pony:latest"), sizeBytes: 274_000_000, parameterSize };
    const place = {
      installed: new Map([[model.name, model]]),
      downloads: new Map<string, never>(),
      memory: eightGigabytes,
      refusal: "",
    };
    return sizeButton(place, { capabilities: [] }, variant("latest"));
  };
  expect(installedAs("137M")).toMatchObject({ label: "137m", fit: { word: "Fits" } });
  expect(installedAs("").label).toBe("274 MB");
});

it.each([
  ["the largest that fits", eightGigabytes, ["1b", "8b", "14b"], "pony:8b"],
  ["the smallest if none fits", eightGigabytes, ["70b", "14b"], "pony:14b"],
  ["the smallest if the memory is not known", { kind: "unknown" }, ["1b", "8b"], "pony:1b"],
  ["none if there is none", eightGigabytes, [], undefined],
] as const)("prefers %s", (_, memory, labels, preferred) => {
  expect(preferredSize(memory, { capabilities: [] }, labels.map(variant))).toBe(preferred);
});

it("chooses a size that can still be downloaded", async () => {
  const { rows } = await opened("");
  expect(rows()[0]?.preferred).toBe("pony:8b");
});

it("filters by what is typed, and asks another host only once the person wants that", async () => {
  const { finder, view, rows, requests, variants$ } = await opened("pon");
  expect(view().elsewhere.map(({ label }) => label)).toEqual(["Search Hugging Face for “pon”"]);
  expect(requests).toEqual([]);
  finder.ask("hugging-face");
  expect(rows()[0]).toMatchObject({ name: "pony-GGUF", sizes: [], action: { label: "Show Sizes" } });
  expect(requests).toEqual(["search pon"]);
  finder.askForSizes({ source: "hugging-face", name: "hf.co/user/pony-GGUF" });
  expect(rows()[0]).toMatchObject({ note: "Asking huggingface.co for its sizes…", action: { isOff: true } });
  const model = modelName("hf.co/user/pony-GGUF:Q4_K_M");
  variants$.next([{ model, label: "Q4_K_M", sizeBytes: 18_600_000_000 }]);
  expect(rows()[0]?.sizes[0]?.size).toBe("18.6 GB");
  expect(rows()[0]?.sizes[0]?.action).toEqual({
    label: "Download Q4_K_M",
    request: { type: "download.request", model },
  });
});

it.each([
  ["ollama run pony:8b --verbose", "pony:8b", "Download pony:8b"],
  ["hf.co/user/mule-GGUF:Q8_0", "hf.co/user/mule-GGUF:Q8_0", "Download mule:Q8_0"],
  ["127.0.0.1:5000/stable/foal", "127.0.0.1:5000/stable/foal:latest", "Download foal"],
  ["mule:Latest", "mule:Latest", "Download mule"],
])("offers exactly the download that is named: %s", async (text, model, label) => {
  const { rows } = await opened(text);
  expect(rows()[0]).toMatchObject({
    name: model,
    sizes: [{ action: { label, request: { type: "download.request", model } } }],
  });
});

it("does not offer a word as a name while it finds models", async () => {
  const { rows } = await opened("pony");
  expect(rows().map(({ name }) => name)).toEqual(["pony"]);
});
