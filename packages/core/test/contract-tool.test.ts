import {
  openRegistry,
  openSimulator,
  recordedExchange,
  registryModel,
  simulatedModel,
} from "@paddock/test-fixtures";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fieldDifferences, fieldsOf } from "../tools/contract/fields.ts";
import { isUnknownVersion, verdictOf } from "../tools/contract/verdict.ts";

const tool = fileURLToPath(new URL("../tools/contract.ts", import.meta.url));
const passed = { passed: 3, failed: 0, skipped: 1 };

describe("the fields of an answer", () => {
  it("are its paths, and a model's own keys do not count", () => {
    expect([...fieldsOf({ models: [{ name: "a" }, { size: 1 }], model_info: { "llama.x": 1 } })]).toEqual([
      "models",
      "models[]",
      "models[].name",
      "models[].size",
    ]);
  });

  it("that no recording has are new, and those that every recording has may be missing", () => {
    const { body } = recordedExchange("0.40-preview", "tags-list").response;
    expect(fieldDifferences("GET /api/tags", body)).toEqual([]);
    const changed = JSON.parse(JSON.stringify(body).replaceAll('"digest"', '"hash"'));
    expect(fieldDifferences("GET /api/tags", changed)).toEqual([
      "GET /api/tags: new field models[].hash",
      "GET /api/tags: no field models[].digest",
    ]);
  });

  it("of an empty list are not missed", () => {
    expect(fieldDifferences("GET /api/ps", { models: [] })).toEqual([]);
  });
});

describe("the verdict", () => {
  it("on a known version fails with a promise", () => {
    expect(verdictOf("0.33.0", { ...passed, failed: 1 }, []).exitCode).toBe(1);
    expect(verdictOf("0.33.0", passed, ["a new field"])).toEqual({
      lines: ["≠ a new field", "3 passed, 0 failed, 1 skipped"],
      exitCode: 0,
    });
  });

  it("on an unknown newer version names the differences, and does not fail", () => {
    const { lines, exitCode } = verdictOf("0.41.0", { ...passed, failed: 2 }, []);
    expect(exitCode).toBe(0);
    expect(lines).toEqual([
      "3 passed, 2 different, 1 skipped",
      expect.stringContaining("Ollama 0.41.0 is newer than 0.40.2"),
    ]);
    expect(["0.40.2", "0.40.0-rc1", "0.0.0"].map(isUnknownVersion)).toEqual([false, false, false]);
  });
});

it.each(["0.40.0", "0.24.0"])("the tool finds no difference in a simulated %s", async (version) => {
  const ollama = await openSimulator({
    version,
    models: [simulatedModel("pony", { license: "MIT", parameters: { stop: ["x"] } })],
  });
  try {
    const { code, text } = await run("--host", ollama.url);
    expect(text).not.toContain("≠");
    expect(code).toBe(0);
  } finally {
    await ollama.close();
  }
});

it("the tool says what a newer Ollama does differently", async () => {
  const registry = await openRegistry({ models: [registryModel("stable/pony", { downloadBytes: 20_000 })] });
  const ollama = await openSimulator({ version: "0.41.0", models: [simulatedModel("pony")] });
  try {
    ollama.faults.set({ kind: "status500" }, "POST /api/copy");
    const { code, text } = await run("--host", ollama.url, "--registry", registry.host);
    expect(text).toContain("≠ copies a model and deletes only the copy");
    expect(text).toContain("Ollama 0.41.0 is newer than");
    expect(code).toBe(0);
  } finally {
    await ollama.close();
    await registry.close();
  }
});

function run(...words: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [tool, ...words], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, text: stdout + stderr }),
    );
  });
}
