import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modelName } from "../../testing/index.ts";
import { modelFiles } from "./model-files.ts";

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const blob = (letter: string): string => `sha256-${letter.repeat(64)}`;

let home = "";
const logger = { info: () => {}, warn: () => {} };
const files = () => modelFiles({ environment: () => ({ HOME: home }), logger });
const models = (...parts: readonly string[]): string => path.join(home, ".ollama", "models", ...parts);

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "paddock-models-"));
  await mkdir(models("blobs"), { recursive: true });
});
afterEach(() => rm(home, { recursive: true }));

async function install(name: string, layers: readonly (readonly [string, number])[]): Promise<void> {
  const file = models("manifests", ...name.split(/[/:]/));
  await mkdir(path.dirname(file), { recursive: true });
  const [config, ...rest] = layers.map(([letter, size]) => ({ digest: digest(letter), size }));
  await writeFile(file, JSON.stringify({ schemaVersion: 2, config, layers: rest }));
}

describe("the models folder", () => {
  it("follows the environment if we started Ollama", async () => {
    const configured = modelFiles({
      environment: () => ({ HOME: home, OLLAMA_MODELS: "/data/models" }),
      logger,
    });
    expect((await configured.locate({ isOurs: true, blobFiles: [] }))?.path).toBe("/data/models");
    expect((await files().locate({ isOurs: true, blobFiles: [] }))?.path).toBe(models());
  });

  it.each([` "/data/my models" `, "'/data/my models'", '"/data/my models'])(
    "is read from %j as Ollama reads it",
    async (text) => {
      const configured = modelFiles({ environment: () => ({ HOME: home, OLLAMA_MODELS: text }), logger });
      expect((await configured.locate({ isOurs: true, blobFiles: [] }))?.path).toBe("/data/my models");
    },
  );

  it("of an Ollama that we did not start is found by a blob that it names, if that blob is on this machine", async () => {
    await writeFile(models("blobs", blob("a")), "weights");
    const locate = (...blobFiles: string[]) => files().locate({ isOurs: false, blobFiles });
    expect((await locate("/nowhere/blobs/" + blob("a"), models("blobs", blob("a"))))?.path).toBe(models());
    expect(await locate(models("blobs", blob("b")))).toBeUndefined();
    expect(await locate("blobs/" + blob("a"))).toBeUndefined();
    expect(await locate()).toBeUndefined();
  });

  it("reports free disk space even before Ollama has created it", async () => {
    const folder = await modelFiles({
      environment: () => ({ OLLAMA_MODELS: path.join(home, "not", "yet") }),
      logger,
    }).locate({ isOurs: true, blobFiles: [] });
    expect(await folder?.freeBytes()).toBeGreaterThan(0);
  });
});

describe("the installed models", () => {
  it("are read with their layers, and files that are not manifests are skipped", async () => {
    await install("registry.ollama.ai/library/pony/latest", [
      ["c", 5],
      ["a", 900],
    ]);
    await install("localhost/ns/shire/q", [
      ["d", 6],
      ["a", 900],
      ["a", 900],
    ]);
    await writeFile(models("manifests", "registry.ollama.ai", "library", "pony", "broken"), "{");
    await writeFile(models("manifests", "stray"), "{}");
    const folder = await files().locate({ isOurs: true, blobFiles: [] });
    expect(await folder?.installed()).toEqual(
      new Map([
        [
          modelName("pony"),
          [
            { digest: digest("a"), sizeBytes: 900 },
            { digest: digest("c"), sizeBytes: 5 },
          ],
        ],
        [
          modelName("localhost/ns/shire:q"),
          [
            { digest: digest("a"), sizeBytes: 900 },
            { digest: digest("d"), sizeBytes: 6 },
          ],
        ],
      ]),
    );
  });

  it("are none if there is no folder", async () => {
    await rm(models(), { recursive: true });
    const folder = await files().locate({ isOurs: true, blobFiles: [] });
    expect(await folder?.installed()).toEqual(new Map());
    expect(await folder?.partialBytes([digest("a")])).toBe(0);
  });
});

describe("forgetting partial downloads", () => {
  it("deletes the partial files of the given layers and nothing else", async () => {
    const kept = [
      blob("a"),
      `${blob("b")}-partial`,
      `${blob("b")}.tmp`,
      `${blob("a")}-partial-x`,
      `${blob("a")}.tmp-0`,
      "notes-partial",
    ];
    const gone = ["-partial", "-partial-0", "-partial-15", ".tmp"].map((ending) => blob("a") + ending);
    for (const name of [...kept, ...gone]) await writeFile(models("blobs", name), "x".repeat(5_000));
    const folder = await files().locate({ isOurs: true, blobFiles: [] });
    const bytes = await folder?.partialBytes([digest("a")]);
    expect(bytes).toBe(20_000);
    expect(await folder?.forgetPartials([digest("a"), "../../etc", "sha256:*"])).toBe(20_000);
    expect((await readdir(models("blobs"))).toSorted()).toEqual(kept.toSorted());
  });

  it("does not delete anything but regular files", async () => {
    await writeFile(path.join(home, "precious"), "precious");
    await symlink(path.join(home, "precious"), models("blobs", `${blob("a")}-partial`));
    const folder = await files().locate({ isOurs: true, blobFiles: [] });
    expect(await folder?.forgetPartials([digest("a")])).toBe(0);
    expect(await readdir(models("blobs"))).toEqual([`${blob("a")}-partial`]);
  });
});

describe("the public key", () => {
  const ours = { isOurs: true, blobFiles: [] };

  it("is read only if the file holds a public key", async () => {
    expect(await files().publicKey(ours)).toBeUndefined();
    await writeFile(path.join(home, ".ollama", "id_ed25519.pub"), "ssh-ed25519 AAAAC3Nza me@here\n");
    expect(await files().publicKey(ours)).toBe("ssh-ed25519 AAAAC3Nza me@here");
    await writeFile(path.join(home, ".ollama", "id_ed25519.pub"), "-----BEGIN PRIVATE KEY-----");
    expect(await files().publicKey(ours)).toBeUndefined();
  });

  it("of an Ollama that we did not start is next to its models, if they are on this machine", async () => {
    const elsewhere = modelFiles({ environment: () => ({ HOME: "/nowhere" }), logger });
    const theirs = { isOurs: false, blobFiles: [models("blobs", blob("a"))] };
    await writeFile(path.join(home, ".ollama", "id_ed25519.pub"), "ssh-ed25519 AAAAC3Nza them@here\n");
    expect(await elsewhere.publicKey(theirs)).toBeUndefined();
    await writeFile(models("blobs", blob("a")), "weights");
    expect(await elsewhere.publicKey(theirs)).toBe("ssh-ed25519 AAAAC3Nza them@here");
    expect(await elsewhere.publicKey({ isOurs: false, blobFiles: [] })).toBeUndefined();
  });
});
