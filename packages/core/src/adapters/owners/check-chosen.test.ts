import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { checkChosen } from "./check-chosen.ts";
import { processOwner } from "./process-owner.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), "paddock-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const check = (environment: Readonly<Record<string, string>>) =>
  checkChosen({ environment }, DEFAULT_ENDPOINT);

describe("the variables of a service", () => {
  it("may name a models folder that is there", async () => {
    await mkdir(path.join(folder, "models"));
    await expect(check({ OLLAMA_MODELS: ` "${path.join(folder, "models")}" ` })).resolves.toBeUndefined();
  });

  it("may name a new one beside other things, which Ollama creates", async () => {
    await writeFile(path.join(folder, "file"), "");
    await expect(check({ OLLAMA_MODELS: path.join(folder, "new") })).resolves.toBeUndefined();
  });

  it.each(["nowhere/models", "mount-point/models", "file", "file/models"])(
    "may not name one on a disk that is not connected, nor a file: %s",
    async (name) => {
      await writeFile(path.join(folder, "file"), "");
      await mkdir(path.join(folder, "mount-point"));
      const models = path.join(folder, name);
      await expect(check({ OLLAMA_MODELS: models })).rejects.toMatchObject({
        failure: {
          kind: "bad-environment",
          problems: [{ kind: "no-such-folder", name: "OLLAMA_MODELS", path: models }],
        },
      });
    },
  );

  it("may have a name that Ollama does not know", async () => {
    await expect(check({ OLLAMA_KEEPALIVE: "1h" })).resolves.toBeUndefined();
  });

  it("are checked before anything is started", async () => {
    const program = path.join(folder, "ollama");
    await writeFile(program, `#!/bin/sh\ntouch ${folder}/started\n`, { mode: 0o755 });
    const owner = processOwner({
      endpoint: DEFAULT_ENDPOINT,
      folder,
      chosen: () => ({ executable: program, environment: { OLLAMA_NUM_PARALLEL: "-1" } }),
      logger: { info: () => {}, warn: () => {} },
    });
    await expect(owner.start({ kind: "paddock" })).rejects.toMatchObject({
      failure: { kind: "bad-environment" },
    });
    await expect(access(path.join(folder, "started"))).rejects.toThrow();
    expect(await owner.findProgram({ kind: "paddock" })).toMatchObject({
      kind: "found",
      obstacles: [{ name: "OLLAMA_NUM_PARALLEL", value: "-1" }],
    });
  });
});
