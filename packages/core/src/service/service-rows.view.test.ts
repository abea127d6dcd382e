import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { describeLines } from "../service-log/description.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeModel, given } from "../testing/index.ts";
import { serviceRows } from "../ui/index.ts";

const [pony, foal] = [fakeModel("pony:1b"), fakeModel("foal")];
const inMemory = {
  name: pony.name,
  sizeBytes: 3_000_000_000,
  vramBytes: 3_000_000_000,
  expiresAtMs: 240_000,
};
const listed = { type: "models.listed", host, models: [pony, foal] } as const;
const up = [pointed, running, listed, { type: "models.loaded", host, models: [inMemory] }] as const;

describe("the service's rows", () => {
  const memoryOf = (...models: Extract<AppEvent, { type: "models.loaded" }>["models"]) => {
    const { state } = given(...up, { type: "models.loaded", host, models });
    return serviceRows(state, 0).find(({ key }) => key === "memory")?.detail;
  };

  it("add up memory by the rule for one model: more on the GPU than in all is not known", () => {
    const over = { name: pony.name, sizeBytes: 5_964_735_424, vramBytes: 6_964_735_424 };
    const half = { name: foal.name, sizeBytes: 4_000_000_000, vramBytes: 2_000_000_000 };
    expect(memoryOf(over)).toBe("6.0 GB · 1 loaded");
    expect(memoryOf(half)).toBe("2.0 of 4.0 GB on the GPU · 1 loaded");
    expect(memoryOf(over, half)).toBe("10.0 GB · 2 loaded");
    expect(memoryOf({ name: pony.name, sizeBytes: 0 })).toBe("1 loaded");
  });

  it("say how much of the GPU the models have, where Ollama's log has told its size", () => {
    const line =
      'time=2026-10-02T09:00:05.000Z level=INFO msg="inference compute" id=0 library=CUDA total="16.0 GiB" available="12.0 GiB"';
    const description = describeLines([line]);
    const detailWith = (sizeBytes: number, vramBytes: number) => {
      const models = [{ name: pony.name, sizeBytes, vramBytes }];
      const { state } = given(
        ...up,
        { type: "models.loaded", host, models },
        { type: "service.described", host, description },
      );
      return serviceRows(state, 0).find(({ key }) => key === "memory")?.detail;
    };
    expect(detailWith(3e9, 3e9)).toBe("3.0 of 17.2 GB GPU memory · 1 loaded");
    expect(detailWith(20e9, 14e9)).toBe("14.0 of 20.0 GB on the GPU · 1 loaded");
    expect(detailWith(18e9, 18e9)).toBe("18.0 GB on the GPU · 1 loaded");
  });

  it.each([
    ["0.1.0", true],
    ["0.0.74", true],
    ["v240", true],
    ["0.33.0", false],
    ["0.6.0", false],
    ["0.40.0-rc1", false],
    ["0.0.0", false],
  ])("say whether a server of version %s is only compatible with Ollama", (version, isCompatible) => {
    const { state } = given(pointed, { ...running, version });
    const reason = serviceRows(state, 0).find(({ key }) => key === "server");
    expect(reason?.detail.startsWith("This server is compatible with Ollama") ?? false).toBe(isCompatible);
  });

  it("say that a path of the API was left out of the host", () => {
    const { state } = given({ ...pointed, endpoint: { ...pointed.endpoint, apiPath: "/v1" } }, running);
    expect(serviceRows(state, 0).find(({ key }) => key === "api-path")?.detail).toBe(
      "“/v1” is a path of the API, not part of the host, so Paddock ignores it.",
    );
  });

  it.each([
    [{}, "Install Ollama"],
    [{ path: "/nowhere" }, "Set Executable Path…"],
  ])("begin with what helps where no program was found: %o", (where, label) => {
    const { state } = given(pointed, { type: "service.not-installed", host, ...where });
    expect(serviceRows(state, 0)[0]?.label).toBe(label);
  });

  it("show its owner, its address, and the loaded models", () => {
    expect(serviceRows(given(...up).state, 0).map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      "Stop Ollama Service: ",
      "Running: 0.33.0 · port 11434",
      "Run by: Paddock",
      "API: not tested yet",
      "Memory: 3.0 GB on the GPU · 1 loaded",
    ]);
  });

  it("say first that a test is out of date, and the whole to a screen reader and in the tooltip", () => {
    const step = {
      step: "answer",
      outcome: "passed",
      tookMs: 415,
      model: pony.name,
      by: "/api/chat",
      answer: { kind: "words", text: "Hi" },
    } as const;
    const { state } = given(
      pointed,
      running,
      { type: "test.requested", host },
      { type: "test.stepped", host, step },
      { type: "test.completed", host },
      { type: "service.stopped", host },
      running,
    );
    const row = serviceRows(state, 0).find(({ key }) => key === "test");
    expect(row?.detail).toBe("Out of date · 415 ms");
    expect(row?.spoken).toMatch(/^answered in 415 ms · out of date$/);
    expect(row?.hover).toContain(row?.spoken);
  });

  it("offer in their menus what can be done with what they show", () => {
    const rows = serviceRows(given(pointed, running).state, 0).filter(({ offers }) => offers.length > 0);
    expect(rows.map(({ key, offers }) => [key, ...offers])).toEqual([
      ["toggle", "service.stop", "service.restart"],
      ["state", "service.copy-endpoint", "service.show-log", "host.open-setting"],
      ["control", "service.show-log", "service.choose-owner"],
      ["test", "service.test", "service.copy-endpoint"],
    ]);
  });
});
