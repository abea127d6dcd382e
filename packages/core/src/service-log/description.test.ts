import { recording, versions, type Version } from "@paddock/test-fixtures";
import fc from "fast-check";
import * as v from "valibot";
import { assert, describe, expect, it } from "vitest";
import { descriptionSchema, describeLine, describeLines, nothingDescribed } from "./description.ts";

function logOf(version: Version, name: string): readonly string[] {
  const found = recording(version, name);
  assert(found.kind === "log", `${name} is no log`);
  return found.log;
}

const GIB = 2 ** 30;

describe.each(versions)("the log of Ollama %s", (version) => {
  it("tells its version, its address, its settings and its devices (recording log-first-start)", () => {
    const description = describeLines(logOf(version, "log-first-start"));
    expect(description.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(description.listensOn).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(description.startedAtMs).toBeGreaterThan(Date.parse("2026-11-01"));
    expect(description.settings.length).toBeGreaterThan(25);
    expect(description.devices).toMatchObject([{ library: "cpu", label: "cpu", totalBytes: 23.5 * GIB }]);
    expect(description.devicesAtMs).toBeGreaterThanOrEqual(description.startedAtMs ?? 0);
    expect(description.notes).toMatchObject([{ kind: "no-gpu" }]);
    expect(description.errors).toEqual([]);
    expect(description.loads).toEqual([]);
  });

  it("tells how a model was loaded (recording log-load-and-sigterm)", () => {
    const { loads, errors } = describeLines(logOf(version, "log-load-and-sigterm"));
    expect(loads).toHaveLength(1);
    const [load] = loads;
    expect(load).toMatchObject({ isStarted: true, buffersFrom: "llama.cpp" });
    expect(load?.blob).toMatch(/^sha256-[0-9a-f]{64}$/);
    expect(load?.cpuAsked).toBeUndefined();
    const cpu = (holds: string) =>
      load?.buffers.find((buffer) => buffer.device === "CPU" && buffer.holds === holds)?.bytes ?? 0;
    expect(cpu("weights")).toBeGreaterThan(50_000);
    expect(cpu("cache")).toBeGreaterThan(100_000);
    expect(cpu("compute")).toBeGreaterThan(1_000_000);
    expect(errors).toEqual([]);
  });

  it.each([
    ["log-crash", /^panic: runtime error/],
    ["log-port-taken", /^Error: listen tcp/],
    ["log-bad-models-dir", /^Error: mkdir/],
  ])("tells why it ended (recording %s)", (name, line) => {
    expect(describeLines(logOf(version, name)).errors).toMatchObject([{ line: expect.stringMatching(line) }]);
  });

  it("says nothing about requests, and is the same object after a line that tells nothing", () => {
    const after = describeLines(logOf(version, "log-first-start"));
    const request = '[GIN] 2026/11/23 - 05:50:15 | 200 | 85µs | 127.0.0.1 | GET      "/api/ps"';
    for (const line of [request, "", "print_info: n_merges = 0"])
      expect(describeLine(after, line)).toBe(after);
  });

  it("begins anew with the next start", () => {
    const load = logOf(version, "log-load-and-sigterm");
    const twice = describeLines([...load, "panic: of the first start", ...load]);
    expect(twice).toEqual(describeLines(load));
    expect(twice.errors).toEqual([]);
  });
});

const at = (message: string, fields = "", level = "INFO"): string =>
  `time=2026-11-23T05:50:15.779Z level=${level} source=x.go:1 msg="${message}" ${fields}`;

describe("a description", () => {
  it("reads a GPU of each time", () => {
    // ollama#10569 (0.6) and discover/types.go of 0.35
    const { devices } = describeLines([
      at(
        "inference compute",
        'id=GPU-d6d library=cuda variant=v11 compute=7.5 driver=11.8 name="NVIDIA GeForce RTX 2080 Ti" total="11.0 GiB" available="9.9 GiB"',
      ),
      at(
        "inference compute",
        'id=0 filter_id=0 library=CUDA compute=8.7 name=CUDA0 description=Orin libdirs=ollama,cuda_jetpack5 driver=11.4 pci_id=0000:00:00.0 type=iGPU total="61.3 GiB" available="45.1 GiB"',
      ),
    ]);
    expect(devices).toMatchObject([
      { library: "cuda", label: "NVIDIA GeForce RTX 2080 Ti", driver: "11.8", totalBytes: 11 * GIB },
      { library: "CUDA", label: "Orin", name: "CUDA0", isIntegrated: true, compute: "8.7" },
    ]);
  });

  it("adds up what llama.cpp takes, and keeps Ollama's own figures only where there are none of it", () => {
    const begin = at(
      "starting runner",
      `cmd="ollama runner --model /x/blobs/sha256-${"a".repeat(64)} --port 1"`,
    );
    const planned = [
      begin,
      at("model weights", 'device=CUDA0 size="5.0 GiB"'),
      at("model weights", 'device=CUDA0 size="4.0 GiB"'),
      at("kv cache", 'device=CPU size="1.0 GiB"'),
    ];
    expect(describeLines(planned).loads[0]?.buffers).toEqual([
      { device: "CUDA0", holds: "weights", bytes: 4 * GIB },
      { device: "CPU", holds: "cache", bytes: GIB },
    ]);
    const taken = [
      "load_tensors:        CUDA0 model buffer size =  4096.00 MiB",
      "llama_kv_cache:      CUDA0 KV buffer size =   512.00 MiB",
      "llama_kv_cache:      CUDA0 KV buffer size =   512.00 MiB",
      at("compute graph", 'device=CUDA0 size="9.0 GiB"'),
    ];
    expect(describeLines([...planned, ...taken]).loads[0]?.buffers).toEqual([
      { device: "CUDA0", holds: "weights", bytes: 4 * GIB },
      { device: "CUDA0", holds: "cache", bytes: GIB },
    ]);
  });

  it("does not mix the memory of two models that are loaded at the same time", () => {
    const begin = (letter: string) =>
      at("starting llama-server", `cmd="llama-server --model /x/sha256-${letter.repeat(64)} -np 1"`);
    const { loads } = describeLines([
      begin("a"),
      "load_tensors:        CUDA0 model buffer size =  4096.00 MiB",
      begin("b"),
      "load_tensors:        CUDA0 model buffer size =  1024.00 MiB",
    ]);
    expect(loads.map(({ blob }) => blob)).toEqual([`sha256-${"b".repeat(64)}`]);
  });

  it("stays small and never throws, whatever a line says", () => {
    const words = fc.constantFrom(
      "time=2026-11-23T05:50:15.779Z level=ERROR ",
      'msg="server config" env="map[',
      'msg="inference compute" library=CUDA ',
      'msg="NVIDIA driver too old" device=',
      'msg=constructor size="1 B" device=__proto__ library=constructor ',
      'msg="starting runner" cmd="x --model sha256-',
      "a".repeat(64),
      '"',
      "\\",
      "]",
      " ",
      "panic: ",
    );
    const line = fc.array(fc.oneof(words, fc.string({ unit: "binary" })), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(
          line.map((parts) => parts.join("")),
          { maxLength: 60 },
        ),
        (lines) => {
          const description = describeLines(lines);
          expect(JSON.stringify(description).length).toBeLessThan(100_000);
          expect(v.parse(descriptionSchema, JSON.parse(JSON.stringify(description)))).toEqual(description);
        },
      ),
    );
    const begin = at("starting runner", `cmd="x --model sha256-${"a".repeat(64)}"`);
    const hostile = describeLines([begin, at("constructor", 'size="1 B" device=CPU')]);
    expect(hostile.loads[0]?.buffers).toEqual([]);
    expect(describeLines([`panic: ${"x".repeat(1e6)}`]).errors[0]?.line).toHaveLength(300);
    expect(describeLines([])).toBe(nothingDescribed);
  });
});
