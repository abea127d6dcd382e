import { createHash } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeModelFiles } from "../../testing/fake-model-files.ts";
import { modelFilesContract, type ModelFilesWorld } from "../../testing/contracts/index.ts";
import { ggufBytes } from "../../testing/gguf-bytes.ts";
import { modelFilesHere } from "./model-files-here.ts";

let home = "";
beforeEach(async () => void (home = await realpath(await mkdtemp(path.join(tmpdir(), "paddock-gguf-")))));
afterEach(() => rm(home, { recursive: true }));

const logger = { info: () => {}, warn: () => {} };
const files = (environment: Readonly<Record<string, string>> = {}) =>
  modelFilesHere({ environment: () => ({ HOME: home, ...environment }), logger });
const ggufOf = (version: number, more = 3_000_000): Buffer => {
  const head = Buffer.from("GGUF\0\0\0\0");
  head.writeUInt32LE(version, 4);
  return Buffer.concat([head, Buffer.alloc(more, "x")]);
};
async function put(content: Buffer | string, ...parts: readonly string[]): Promise<string> {
  const file = path.join(home, ...parts);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

function openRealWorld(): ModelFilesWorld {
  return {
    files: files(),
    async addGguf() {
      const content = ggufOf(3);
      const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
      return { path: await put(content, "model.gguf"), sizeBytes: content.length, digest };
    },
    addText: () => put("to buy: milk", "list.gguf"),
  };
}

function openFakeWorld(): ModelFilesWorld {
  const fake = new FakeModelFiles();
  return {
    files: fake,
    addGguf() {
      const gguf = { sizeBytes: 1_000, digest: `sha256:${"a".repeat(64)}` };
      fake.ggufs.set("/model.gguf", gguf);
      return Promise.resolve({ path: "/model.gguf", ...gguf });
    },
    addText() {
      fake.others.add("/list.gguf");
      return Promise.resolve("/list.gguf");
    },
  };
}

describe.each([
  ["on a disk", openRealWorld],
  ["as fakes", openFakeWorld],
])("files with models %s", (_which, open) => {
  for (const { name, keep } of modelFilesContract) it(name, async () => keep(open()));
});

describe("a file that a person chose", () => {
  it.each([
    ["a text", "GGUF is a format", "no-model-file"],
    ["nothing", "", "no-model-file"],
    ["a magic without a version", "GGUF", "no-model-file"],
    ["version 1", ggufOf(1), "gguf-version"],
    ["a version that does not exist yet", ggufOf(4), "gguf-version"],
    ["another archive", Buffer.alloc(10_240, "x"), "no-model-file"],
    ["zeros", Buffer.alloc(10_240), "no-model-file"],
  ])("is refused if it holds %s", async (_what, content, kind) => {
    const file = await put(content, "x.gguf");
    await expect(files().look(file)).rejects.toMatchObject({ failure: { kind } });
  });

  it.skipIf(process.platform === "win32")("may be a link, whose file is remembered", async () => {
    const file = await put(ggufOf(3, 10), "real.gguf");
    await symlink(file, path.join(home, "link.gguf"));
    expect((await files().look(path.join(home, "link.gguf"))).path).toBe(file);
    await expect(files().open(path.join(home, "link.gguf"))).rejects.toMatchObject({
      failure: { kind: "file-unreadable" },
    });
  });

  it("is refused if it ends before its last tensor does", async () => {
    const words = Array.from({ length: 60_000 }, (_, index) => `word ${index} of a large tokenizer`);
    const { bytes, headBytes } = ggufBytes({
      values: { "tokenizer.ggml.tokens": words },
      tensors: [{ name: "output", type: 1, shape: [1_000, 100], sizeBytes: 200_000 }],
    });
    expect(headBytes).toBeGreaterThan(1_048_576);
    const lookAt = async (length: number) => files().look(await put(bytes.subarray(0, length), "x.gguf"));
    expect(await lookAt(bytes.length)).toMatchObject({ kind: "gguf", sizeBytes: bytes.length });
    const cutOff = { kind: "gguf-cut-off", leastBytes: bytes.length };
    for (const sizeBytes of [bytes.length - 1, headBytes])
      await expect(lookAt(sizeBytes)).rejects.toMatchObject({ failure: { ...cutOff, sizeBytes } });
    for (const sizeBytes of [headBytes - 1, 1_048_576, 600])
      await expect(lookAt(sizeBytes)).rejects.toMatchObject({
        failure: { kind: "gguf-cut-off", sizeBytes },
      });
  });

  it("is no folder", async () => {
    await expect(files().look(home)).rejects.toMatchObject({ failure: { kind: "file-unreadable" } });
  });
});

describe("the folders of other programs", () => {
  it("are read where these programs have them", async () => {
    const [publisher, repository] = ["bartowski", "gemma-GGUF"];
    const file = await put("1", ".lmstudio", "models", publisher, repository, "gemma-Q4_K_M.gguf");
    await put("22", ".lmstudio", "models", publisher, repository, "mmproj-gemma-f16.gguf");
    await put("", ".lmstudio", "models", publisher, repository, "README.md");
    await put("", ".lmstudio", "models", "too-high.gguf");
    expect(await files().found()).toEqual([
      {
        keeper: "lm-studio",
        repository: `${publisher}/${repository}`,
        name: "gemma-Q4_K_M.gguf",
        file,
        sizeBytes: 3,
        projector: path.join(path.dirname(file), "mmproj-gemma-f16.gguf"),
      },
    ]);
  });

  it.skipIf(process.platform === "win32")(
    "are left by no link but one into the blobs of its own repository",
    async () => {
      const repository = "models--user--repo";
      const snapshot = ["cache", "hub", repository, "snapshots", "abc"];
      const secret = await put("secret", "secret");
      const blob = await put("weights", "cache", "hub", repository, "blobs", "e3b0");
      await put("of another", "cache", "hub", "models--other--repo", "blobs", "f00d");
      await put("own", ...snapshot, "copied.gguf");
      const link = (name: string, target: string): Promise<void> =>
        symlink(target, path.join(home, ...snapshot, name));
      await link("linked.gguf", path.join("..", "..", "blobs", "e3b0"));
      await link("outside.gguf", secret);
      await link("other.gguf", path.join("..", "..", "..", "models--other--repo", "blobs", "f00d"));
      await link("gone.gguf", path.join("..", "..", "blobs", "gone"));
      await symlink(secret, path.join(home, "cache", "hub", repository, "blobs", "chained"));
      await link("chained.gguf", path.join("..", "..", "blobs", "chained"));
      await symlink(home, path.join(home, "cache", "hub", "models--linked--folder"));
      const found = await files({ HF_HOME: path.join(home, "cache") }).found();
      expect(found.map(({ name, file }) => [name, file])).toEqual([
        ["copied.gguf", path.join(home, ...snapshot, "copied.gguf")],
        ["linked.gguf", blob],
      ]);
      expect(found.map((one) => one.repository)).toEqual(["user/repo", "user/repo"]);
      const hub = path.join(home, "cache", "hub");
      expect(await files({ HF_HUB_CACHE: hub, HF_HOME: "/nowhere" }).found()).toEqual(found);
    },
  );
});
