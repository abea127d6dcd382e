import { describe, expect, it } from "vitest";
import type { Failure } from "../shared/failure.ts";
import type { FoundModel, SearchSource, SearchStatus, SearchView } from "./found-models.ts";
import type { Preview } from "../downloads/preview.ts";
import type { Service } from "../service/service.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { modelName } from "../testing/index.ts";
import {
  addModelLines,
  previewLines,
  waitingLine,
  type AddModelLine,
  type PreviewPlace,
} from "./add-model.view.ts";
import { describeRegistryFailure } from "../ui/text/registry-failure.view.ts";

const found = (name: string, source: SearchSource, more: Partial<FoundModel> = {}): FoundModel => ({
  source,
  name,
  description: "",
  capabilities: [],
  tags: [],
  ...more,
});

const llama = found("llama3.2", "catalogue", {
  description: "Small models.",
  tags: ["1b", "3b"],
  capabilities: ["tools"],
});
const catalogue = (...models: readonly FoundModel[]): SearchView => ({
  source: "catalogue",
  date: "2026-07-07",
  status: { kind: "found", models },
});
const hub = (status: SearchStatus): SearchView => ({
  source: "hugging-face",
  host: "huggingface.co",
  status,
});
const site = (status: SearchStatus): SearchView => ({ source: "ollama.com", host: "ollama.com", status });
const NOT_ASKED = { kind: "not-asked" } as const;

/** The texts of a line, and the step that choosing it leads to. */
const textsOf = (lines: readonly AddModelLine[]): readonly string[] =>
  lines.map(({ kind, label, description, detail, step }) => {
    const words = [label, description, detail].filter((word) => word !== "").join(" | ");
    return `${step ? `${step.type}: ` : kind === "choice" ? "" : `(${kind}) `}${words}`;
  });

describe("the lines for a typed text", () => {
  it("are the model of that name, then other hosts to search, then the results of local sources", () => {
    expect(textsOf(addModelLines("llama3.2", [catalogue(llama), hub(NOT_ASKED), site(NOT_ASKED)]))).toEqual([
      "preview: Download “llama3.2:latest” | shows its size first",
      "search: Search Hugging Face for “llama3.2” | connects to huggingface.co",
      "search: Search ollama.com for “llama3.2”",
      "(heading) Catalogue · Jul 7, 2026",
      "variants: llama3.2 | 1b, 3b · tools | Small models.",
    ]);
  });

  it("are those of local sources if the text is empty", () => {
    const views: readonly SearchView[] = [
      catalogue(llama),
      {
        source: "recommended",
        status: { kind: "found", models: [found("kimi", "recommended", { tags: ["cloud"] })] },
      },
      hub(NOT_ASKED),
    ];
    expect(textsOf(addModelLines(" ", views))).toEqual([
      "(heading) Catalogue · Jul 7, 2026",
      "variants: llama3.2 | 1b, 3b · tools | Small models.",
      "(heading) Recommended by Ollama",
      "variants: kimi | cloud",
    ]);
    expect(addModelLines("", [])).toEqual([]);
  });

  it("list the results of a searched host before those of the catalogue", () => {
    const models = [
      found("hf.co/me/pony", "hugging-face", { pulls: 1_200_000, likes: 1 }),
      found("hf.co/me/secret", "hugging-face", { access: "gated", likes: 2_300, capabilities: ["vision"] }),
    ];
    expect(
      textsOf(addModelLines("llama 3", [catalogue(llama), hub({ kind: "found", models }), site(NOT_ASKED)])),
    ).toEqual([
      "search: Search ollama.com for “llama 3”",
      "(heading) Hugging Face",
      "variants: hf.co/me/pony | 1.2M downloads · 1 like",
      "variants: hf.co/me/secret | vision · 2.3K likes | Gated: request access on the model's page, then add Ollama's key there",
      "(heading) Catalogue · Jul 7, 2026",
      "variants: llama3.2 | 1b, 3b · tools | Small models.",
    ]);
  });

  it("show that a host is being searched, has no results, or why it failed, and offer to try again", () => {
    const [asked, none, failed] = [
      hub({ kind: "asked" }),
      hub({ kind: "found", models: [] }),
      hub({ kind: "failed", failure: { kind: "rate-limited" } }),
    ].map((view) => textsOf(addModelLines("two words", [view])));
    expect(asked).toEqual(["(heading) Hugging Face", "(waiting) Searching Hugging Face…"]);
    expect(none).toEqual(["(heading) Hugging Face", "(remark) No matches from Hugging Face"]);
    expect(failed).toEqual([
      "(heading) Hugging Face",
      "search: No results from Hugging Face | try again | huggingface.co received too many requests. Try again later.",
    ]);
  });

  it("say that a text is not a name only if there is nothing else to offer", () => {
    expect(textsOf(addModelLines("not a name", [catalogue()]))).toEqual([
      "(remark) This is not a valid model name. Use a name like “llama3.2” or “user/model:tag”.",
    ]);
    expect(textsOf(addModelLines("not a name", [catalogue(), hub(NOT_ASKED)]))).toEqual([
      "search: Search Hugging Face for “not a name” | connects to huggingface.co",
    ]);
  });

  it("show a limited number of tags", () => {
    const tags = ["1b", "2b", "3b", "4b", "5b", "6b", "7b", "8b", "9b"];
    const [, line] = addModelLines("", [catalogue(found("pony", "catalogue", { tags }))]);
    expect(line?.description).toBe("1b, 2b, 3b, 4b, 5b, 6b, 7b, 8b, …");
  });
});

describe("the preview of a download", () => {
  const at = (situation: Service["situation"], more: Partial<PreviewPlace> = {}): PreviewPlace => ({
    service: { situation, endpoint: { ...DEFAULT_ENDPOINT, hostname: "gpu-box" } },
    isStarted: false,
    isInstalled: false,
    ...more,
  });
  const running = at({ kind: "running", version: "0.12.0" });
  const installed = { ...running, isInstalled: true };
  const model = modelName("pony");
  const preview: Preview = {
    model,
    layers: [{ digest: "sha256:a", sizeBytes: 2_000_000_000 }],
    totalBytes: 2_000_000_000,
    isComplete: true,
  };

  const failed = (failure: Failure) => textsOf(previewLines(model, { kind: "failed", failure }, running));

  it("waits for the registry first", () => {
    expect(textsOf(previewLines(model, { kind: "asked" }, running))).toEqual([
      "(waiting) Contacting the registry…",
    ]);
    expect(waitingLine("x").kind).toBe("waiting");
  });

  it("shows the size and the kind of model, with all warnings", () => {
    const card = { parameterSize: "3.2B", quantization: "Q4_K_M", family: "llama", requires: "0.20.0" };
    const known = { ...preview, card, freeBytes: 1_000_000_000 };
    const lines = previewLines(model, { kind: "known", preview: known }, running);
    expect(textsOf(lines)).toEqual([
      "download: Download | 2.0 GB | 3.2 B · Q4_K_M · llama",
      "(warning) Not enough disk space: 1.0 GB free, 2.0 GB needed.",
      "(warning) This model requires Ollama 0.20.0. You have 0.12.0.",
    ]);
    expect(lines[0]?.step).toEqual({ type: "download", model, layers: preview.layers });
  });

  it.each([
    [
      1_000_000_000,
      500_000_000,
      ["(warning) Too big for this host: its weights alone are more than the memory for models."],
    ],
    [
      1_000_000_000,
      8_000_000_000,
      ["(warning) Only partly on the GPU: 1.0 GB are for models there, which is less than its weights."],
    ],
    [4_000_000_000, 8_000_000_000, []],
  ])(
    "warns if %d bytes on the GPU and %d of main memory are less than its weights",
    (gpu, main, warnings) => {
      const memory = { kind: "told", gpuBytes: gpu, keptFreeBytes: 0, mainBytes: main } as const;
      const lines = previewLines(model, { kind: "known", preview }, { ...running, memory });
      expect(textsOf(lines).slice(1)).toEqual(warnings);
    },
  );

  it("says why the size is not known, and offers to download anyway", () => {
    expect(failed({ kind: "not-in-registry" })).toEqual([
      "(remark) The size is not known. | The registry has no model with this name. Check the name and the tag.",
      "search-for: Search for “pony”",
      "download: Download anyway | pony:latest",
    ]);
    expect(failed({ kind: "rejected", status: 400, message: "no" })[0]).toBe(
      "(remark) The size is not known. | registry.ollama.ai reported an error: no",
    );
  });

  it("says that a model runs in the cloud, and where", () => {
    const card = { remoteHost: "https://ollama.com:443" };
    const known = { ...preview, totalBytes: 384, card };
    expect(textsOf(previewLines(model, { kind: "known", preview: known }, running))).toEqual([
      "download: Download | 384 bytes",
      "(warning) This model runs in the cloud: your requests to it are sent to ollama.com.",
    ]);
  });

  it.each([
    [400, "The specified GGUF file does not exist."],
    [451, "Unavailable For Legal Reasons"],
    [400, ""],
  ])("does not call a refusal that lasts a passing one: %i %s", (status, message) => {
    const [why] = failed({ kind: "rejected", status, message });
    expect(why).toContain(message);
    expect(why).not.toContain("later");
    expect(why).toContain("registry.ollama.ai");
  });

  it("offers no download if Ollama cannot do it", () => {
    expect(failed({ kind: "sharded" })).toEqual([
      "(remark) This model cannot be downloaded. | This model is split into several files, which Ollama cannot download. Choose another quantization.",
    ]);
  });

  it.each([
    [at({ kind: "stopped" }, { isStarted: true }), "Starts Ollama, then downloads."],
    [at({ kind: "stopped" }), "Ollama is not running. The download begins when it runs."],
    [at({ kind: "starting", portOpen: false }), "The download begins when Ollama runs."],
    [at({ kind: "not-installed" }), "Ollama is not installed. The download waits until it is."],
    [
      at({ kind: "unreachable", failure: { kind: "unreachable", cause: "no-such-host" } }),
      "gpu-box cannot be reached. The download waits until it can.",
    ],
  ])("tells its size and when it begins while Ollama does not run: %#", (place, words) => {
    const lines = previewLines(model, { kind: "known", preview }, place);
    expect(textsOf(lines)).toEqual([`download: Download | 2.0 GB | ${words}`]);
    // The Ollama that will run may fetch other layers.
    expect(lines[0]?.step).toEqual({ type: "download", model });
    const offline = previewLines(model, { kind: "failed", failure: { kind: "rate-limited" } }, place);
    expect(textsOf(offline).at(-1)).toBe(`download: Download anyway | pony:latest | ${words}`);
  });

  it("offers no download without a valid host", () => {
    const nowhere = at({ kind: "misconfigured", setting: "paddock.host", text: "x y", problem: "bad-host" });
    expect(textsOf(previewLines(model, { kind: "no-host" }, nowhere))).toEqual([
      "(remark) The host in the settings is not valid.",
    ]);
  });

  it("shows a model that is installed and current instead of downloading it again", () => {
    const lines = previewLines(model, { kind: "known", preview: { ...preview, missingBytes: 0 } }, installed);
    expect(textsOf(lines)).toEqual(["details: Show Details | pony:latest", "(remark) You have this model."]);
    const gone = previewLines(model, { kind: "failed", failure: { kind: "not-in-registry" } }, installed);
    expect(textsOf(gone)).toEqual([
      "details: Show Details | pony:latest",
      "(remark) You have this model. | The registry has no model with this name. Check the name and the tag.",
    ]);
  });

  it("offers an installed model of which something is missing", () => {
    const outdated = { ...preview, missingBytes: 5_000_000 };
    expect(textsOf(previewLines(model, { kind: "known", preview: outdated }, installed))).toEqual([
      "download: Download | 5.0 MB of 2.0 GB, the rest is already on the disk",
    ]);
  });
});

describe("the failure of a registry", () => {
  const FAILURES: readonly (readonly [Failure, string])[] = [
    [{ kind: "unreachable", cause: "no-such-host" }, "Paddock cannot reach example.com. Check your network"],
    [
      { kind: "unreachable", cause: "tls" },
      "Paddock cannot connect securely to example.com. Check its certif",
    ],
    [{ kind: "no-connection", detail: "EPERM" }, "Paddock cannot reach example.com (EPERM). Check your"],
    [{ kind: "timed-out", afterMs: 10_000 }, "example.com did not answer within 10 sec. Try again later."],
    [
      { kind: "rejected", status: 500, message: "" },
      "example.com is not working at the moment (status 500). Try",
    ],
    [{ kind: "rate-limited" }, "example.com received too many requests. Try again later."],
    [{ kind: "redirected", status: 302 }, "example.com redirects too often, or to an insecure address."],
    [
      { kind: "unreadable", endpoint: "GET /v2/", problem: "layers: null" },
      "example.com did not answer like a model registry. Check the name.",
    ],
    [{ kind: "not-http" }, "example.com did not answer like a model registry. Check the name."],
    [{ kind: "unauthorised" }, "The registry denied access to this model. Add Ollama's key"],
    [{ kind: "needs-newer-ollama" }, "This model requires a newer version of Ollama. Update Ollama"],
  ];

  it.each(FAILURES)("is described from Paddock's point of view: %o", (failure, words) => {
    const text = describeRegistryFailure(failure, "example.com");
    expect(text.slice(0, words.length)).toBe(words);
    expect(text).not.toMatch(/machine it runs on|Start the service/);
  });
});
