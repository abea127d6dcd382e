import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { demoModels, recording, registryModel } from "../src/index.ts";
import { parseListenAddress } from "../src/stand-in/listen-address.ts";
import { toGoDuration } from "../src/stand-in/log.ts";
import { registryFor } from "./support/open.ts";
import { pullAll } from "./support/pull-lines.ts";
import { run, serve } from "./support/stand-in.ts";
import { until } from "./support/until.ts";
import { sendRaw } from "./support/raw-request.ts";

describe("the stand-in ollama", () => {
  it("prints its version, and an error for unknown commands", async () => {
    expect(await run(["--version"])).toEqual({ code: 0, out: "ollama version is 0.33.0-rc2\n", err: "" });
    expect((await run(["-v"], { STAND_IN_VERSION: "0.24.0" })).out).toBe("ollama version is 0.24.0\n");
    expect(await run(["lisst"])).toEqual({
      code: 1,
      out: "",
      err: 'Error: unknown command "lisst" for "ollama"\n',
    });
    expect((await run([])).out).toContain("serve         Start Ollama");
  });

  it.for(["serve", "start"])("%s answers, and logs in Ollama's grammar", async (command) => {
    const standIn = await serve({ STAND_IN_MODELS: "demo" }, command);
    expect(JSON.parse((await sendRaw(standIn.url, "/api/version")).text)).toEqual({ version: "0.33.0-rc2" });
    await until(() => standIn.log.some((line) => line.startsWith("[GIN]")));
    const recorded = recording("0.33.0-rc2", "log-first-start");
    const kinds = new Set((recorded.kind === "log" ? recorded.log : []).map(toKind));
    for (const line of standIn.log.filter((text) => text !== "")) expect(kinds).toContain(toKind(line));
  });

  it("has in its log what others have asked in the last hour, and a load, if configured", async () => {
    const standIn = await serve({
      STAND_IN_MODELS: "demo",
      STAND_IN_LOG: "demo",
      OLLAMA_MODELS: folderFor(),
    });
    const asked = () => standIn.log.filter((line) => line.startsWith("[GIN]"));
    await until(() => standIn.log.some((line) => line.includes('msg="llama-server started in')));
    const times = asked().map((line) =>
      Date.parse(`${line.slice(6, 27).replaceAll("/", "-").replace(" - ", "T")}Z`),
    );
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.length).toBeGreaterThan(50);
    expect(times[0]).toBeGreaterThan(Date.now() - 3_600_000);
    expect(times.at(-1)).toBeLessThan(Date.now());
    const columnsOf = (index: number) =>
      new Set(asked().map((line) => line.split("|")[index]?.replaceAll(/[\s"]|GET|POST/g, "")));
    expect([...columnsOf(3)]).toEqual(["127.0.0.1", "192.168.1.23", "192.168.1.40"]);
    for (const status of ["200", "404", "503"]) expect(columnsOf(1)).toContain(status);
    for (const path of ["/api/chat", "/v1/chat/completions", "/v1/embeddings", "/v1/messages"])
      expect(columnsOf(4)).toContain(path);
    const digests = demoModels.flatMap(({ layers }) =>
      layers.map(({ digest }) => digest.slice("sha256:".length)),
    );
    const loaded = /"starting llama-server" .*sha256-([0-9a-f]{64}) /.exec(standIn.log.join("\n"))?.[1];
    expect(digests).toContain(loaded);
  });

  it("exits with 1 if the port is in use, with the text of the recording", async () => {
    const { port } = await serve();
    const second = await run(["serve"], { OLLAMA_HOST: `127.0.0.1:${port}` });
    expect(second).toMatchObject({ code: 1, out: "" });
    const recorded = recording("0.33.0-rc2", "log-port-taken");
    const text = recorded.kind === "log" ? recorded.log.join("\n").replace("11543", String(port)) : "";
    expect(second.err).toBe(text);
  });

  it.for(["SIGTERM", "SIGINT"] as const)(
    "exits with 0 on %s, without waiting for open requests",
    async (signal) => {
      const standIn = await serve({ STAND_IN_MODELS: "demo", STAND_IN_TOKEN_MS: "60000" });
      const body = { model: "llama3.2:3b", prompt: "hi" };
      const answering = sendRaw(standIn.url, "/api/generate", body);
      await until(async () => (await sendRaw(standIn.url, "/api/ps")).text.includes("llama3.2:3b"));
      standIn.child.kill(signal);
      expect(await standIn.exit).toEqual({ code: 0, signal: null });
      expect((await answering).broken).toBeDefined();
    },
  );

  it("replaces an invalid port by 11434, with a warning", async () => {
    const { code, err } = await run(["serve"], { OLLAMA_HOST: "127.0.0.1:111543", STAND_IN_EXIT: "enough" });
    expect(code).toBe(1);
    const [warning, end] = err.split("\n");
    expect(warning).toMatch(
      /level=WARN source=\S+ msg="invalid port, using default" port=111543 default=11434$/,
    );
    expect(end).toBe("Error: enough");
    const recorded = recording("0.33.0-rc2", "log-bad-host");
    expect((recorded.kind === "log" ? recorded.log : []).map(toKind)).toContain(toKind(warning ?? ""));
  });

  it("keeps its models in OLLAMA_MODELS between two starts", async () => {
    const folder = folderFor();
    const first = await serve({ OLLAMA_MODELS: join(folder, "models"), STAND_IN_MODELS: "demo" });
    await fetch(`${first.url}/api/delete`, { method: "DELETE", body: '{"model":"gemma3:1b"}' });
    const before = (await sendRaw(first.url, "/api/tags")).text;
    first.child.kill("SIGTERM");
    await first.exit;
    const second = await serve({ OLLAMA_MODELS: join(folder, "models"), STAND_IN_MODELS: "demo" });
    expect((await sendRaw(second.url, "/api/tags")).text).toBe(before);
    expect(before.match(/"name"/g)).toHaveLength(demoModels.length - 1);
  });

  it("has its models on the disk from the start, with layers that are as long as they say", async () => {
    const folder = folderFor();
    await serve({ OLLAMA_MODELS: folder, STAND_IN_MODELS: "demo" });
    const bytesOf = (digest: string): number =>
      statSync(join(folder, "blobs", digest.replace(":", "-"))).size;
    const layers = demoModels.flatMap((model) => model.layers);
    expect(existsSync(join(folder, "manifests", "registry.ollama.ai", "library", "gemma3", "1b"))).toBe(true);
    expect(layers.map(({ digest }) => bytesOf(digest))).toEqual(layers.map(({ sizeBytes }) => sizeBytes));
  });

  it("does not start if OLLAMA_MODELS cannot be created", async () => {
    const file = join(folderFor(), "afile");
    writeFileSync(file, "");
    const { code, err } = await run(["serve"], {
      OLLAMA_HOST: "127.0.0.1:0",
      OLLAMA_MODELS: join(file, "models"),
    });
    expect(code).toBe(1);
    expect(err).toBe(`Error: mkdir ${file}: not a directory: ensure path elements are traversable\n`);
  });

  it("crashes with the same output as Ollama", async () => {
    const standIn = await serve({ STAND_IN_CRASH_AFTER_MS: "50" });
    expect(await standIn.exit).toEqual({ code: 2, signal: null });
    const recorded = recording("0.33.0-rc2", "log-crash");
    const panic =
      recorded.kind === "log" ? recorded.log.find((line) => line.startsWith("panic:")) : undefined;
    await until(() => standIn.log.includes(panic ?? "?"));
  });

  it("ignores SIGTERM if configured", async () => {
    const standIn = await serve({ STAND_IN_IGNORE_SIGTERM: "1" });
    standIn.child.kill("SIGTERM");
    expect((await sendRaw(standIn.url, "/api/version")).status).toBe(200);
    standIn.child.kill("SIGKILL");
    expect(await standIn.exit).toEqual({ code: null, signal: "SIGKILL" });
  });

  it("answers late after its start if configured", async () => {
    const standIn = await serve({ STAND_IN_HTTP_LATE_MS: "300" });
    expect((await sendRaw(standIn.url, "/api/version")).status).toBe(200);
    const listening = standIn.log.find((line) => line.includes("Listening on"));
    const sinceMs = Date.parse(/^time=(\S+)/.exec(listening ?? "")?.[1] ?? "");
    expect(Date.now() - sinceMs).toBeGreaterThan(200);
  });

  it("pulls from the configured registry", async () => {
    const registry = await registryFor({ models: [registryModel("tiny", { downloadBytes: 10_000 })] });
    const standIn = await serve({ STAND_IN_REGISTRY: registry.url });
    expect((await pullAll(standIn, { model: "tiny" })).at(-1)).toEqual({ status: "success" });
  });

  it("reads its models from a file", async () => {
    const file = join(folderFor(), "models.json");
    writeFileSync(file, JSON.stringify(["phi4", { name: "me/x:1b", sizeBytes: 5, file_type: "Q8_0" }]));
    const standIn = await serve({ STAND_IN_MODELS: file });
    const tags: unknown = JSON.parse((await sendRaw(standIn.url, "/api/tags")).text);
    expect(tags).toMatchObject({
      models: [
        { name: "me/x:1b", size: 5, details: { quantization_level: "Q8_0" } },
        { name: "phi4:latest" },
      ],
    });
  });
});

describe("OLLAMA_HOST", () => {
  it.for([
    [undefined, "http", "127.0.0.1", 11434],
    ["", "http", "127.0.0.1", 11434],
    ["1.2.3.4", "http", "1.2.3.4", 11434],
    ["example.com", "http", "example.com", 11434],
    ["ollama.com", "https", "ollama.com", 443],
    ["1.2.3.4:1234", "http", "1.2.3.4", 1234],
    [":1234", "http", "", 1234],
    ["http://1.2.3.4", "http", "1.2.3.4", 80],
    ["https://1.2.3.4", "https", "1.2.3.4", 443],
    ["https://1.2.3.4:4321/some/path", "https", "1.2.3.4", 4321],
    ["[::1]", "http", "::1", 11434],
    ["::1", "http", "::1", 11434],
    ["[::1]:1337", "http", "::1", 1337],
    ["  '1.2.3.4:1234' ", "http", "1.2.3.4", 1234],
    ["1.2.3.4:66000", "http", "1.2.3.4", 11434],
    ["1.2.3.4:x", "http", "1.2.3.4", 11434],
    ["http://1.2.3.4:-1", "http", "1.2.3.4", 80],
  ] as const)("%s", ([text, scheme, host, port]) => {
    expect(parseListenAddress(text)).toMatchObject({ scheme, host, port });
  });
});

it.for([
  [0.0687, "68.7µs"],
  [3.25, "3.25ms"],
  [1234.5, "1.2345s"],
] as const)("%d ms is written in Go's notation", ([ms, text]) => {
  expect(toGoDuration(ms)).toBe(text);
});

/** The constant parts of a log line: the source, the message and the keys. */
function toKind(line: string): string {
  if (line.startsWith("[GIN]")) {
    return line
      .replace(/\d{4}.*\| +[\d.]+(µs|ms|s) \|/, "")
      .replaceAll(/\d{3}|"[^"]*"/g, "")
      .replace(/(GET|POST) +/, "");
  }
  const [, source = "", message = ""] = /source=(\S+) msg=("(?:[^"\\]|\\.)*")/.exec(line) ?? [];
  return `${source} ${message.replaceAll(/\d+(\.\d+)*(-rc\d)?|true|false/g, "#")}`;
}

function folderFor(): string {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
