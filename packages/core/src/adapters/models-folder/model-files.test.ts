import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { writeModelsFolder } from "@paddock/test-fixtures";
import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mendPartials } from "../../downloads/mend-partials.source.ts";
import { mendingOf, partsOf, resumableBytes } from "../../downloads/unfinished-layer.ts";
import { FakeClock, modelName } from "../../testing/index.ts";
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

async function located() {
  return (await files().locate({ isOurs: true, blobFiles: [] }))!;
}

/** Installs a model, whose configuration is the first layer. */
async function install(name: string, layers: readonly (string | undefined)[]): Promise<void> {
  const file = models("manifests", ...name.split("/"));
  await mkdir(path.dirname(file), { recursive: true });
  const [config, ...rest] = layers.map((letter) => letter && { digest: digest(letter), size: 1 });
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

describe("the tags of installed models", () => {
  it("are read with their blobs, and files that are not manifests are skipped", async () => {
    await install("registry.ollama.ai/library/pony/latest", ["c", "a"]);
    await install("localhost:5000/ns/shire/q", ["d", "a", "a"]);
    await install("localhost/ns/without-config/latest", [undefined, "a"]);
    await writeFile(models("manifests", "registry.ollama.ai", "library", "pony", "broken"), "{");
    await writeFile(models("manifests", "registry.ollama.ai", "library", "pony", ".manifest-123"), "{}");
    await writeFile(models("manifests", "stray"), "{}");
    const { tags, isWhole } = await (await located()).store();
    expect(isWhole).toBe(true);
    expect(new Map(tags.map(({ name, manifests }) => [name, manifests.map(({ blobs }) => blobs)]))).toEqual(
      new Map([
        [modelName("pony"), [[digest("a"), digest("c")]]],
        [modelName("localhost:5000/ns/shire:q"), [[digest("a"), digest("d")]]],
        [modelName("localhost/ns/without-config"), [[digest("a")]]],
      ]),
    );
  });

  it("are none if there is no folder", async () => {
    await rm(models(), { recursive: true });
    const folder = await located();
    expect(await folder.store()).toEqual({ tags: [], isWhole: true });
    expect(await folder.unfinished()).toEqual([]);
  });
});

describe("the size of blobs", () => {
  it("is what deleting them frees: nothing for those that are not here, are links, or are shared", async () => {
    await writeFile(models("blobs", blob("a")), "x".repeat(5_000));
    await writeFile(path.join(home, "elsewhere"), "x".repeat(2_000_000));
    await symlink(path.join(home, "elsewhere"), models("blobs", blob("b")));
    await link(path.join(home, "elsewhere"), models("blobs", blob("c")));
    const digests = ["a", "b", "c", "d"].map(digest);
    expect(await (await located()).sizeOf([...digests, "../../elsewhere"])).toBe(5_000);
  });
});

describe("partial downloads", () => {
  it("are deleted for the given layers, and nothing else", async () => {
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
    const folder = await located();
    const layers = await folder.unfinished();
    expect(layers.map((layer) => [layer.digest, layer.diskBytes])).toEqual([
      [digest("a"), 20_000],
      [digest("b"), 10_000],
    ]);
    expect(await folder.forgetPartials([digest("a"), "../../etc", "sha256:*"])).toBe(20_000);
    expect((await readdir(models("blobs"))).toSorted()).toEqual(kept.toSorted());
  });

  it("are regular files only", async () => {
    await writeFile(path.join(home, "precious"), "precious");
    await symlink(path.join(home, "precious"), models("blobs", `${blob("a")}-partial`));
    const folder = await located();
    expect(await folder.forgetPartials([digest("a")])).toBe(0);
    expect(await readdir(models("blobs"))).toEqual([`${blob("a")}-partial`]);
  });

  it("have notes that can be written anew in place of empty ones, as Ollama writes them", async () => {
    const note = (part: number): string => models("blobs", `${blob("a")}-partial-${part}`);
    await writeFile(models("blobs", `${blob("a")}-partial`), "");
    await truncate(models("blobs", `${blob("a")}-partial`), 250_000_000);
    const whole = `{"N":0,"Offset":0,"Size":100000000,"Completed":84541440}\n`;
    await writeFile(note(0), whole);
    await writeFile(note(1), "");
    await writeFile(note(2), `{"N":2,"Offset":200000000,"Size":50000000,"Compl`);
    const folder = await located();
    const clock = new FakeClock();
    const passing = setInterval(() => clock.increment(100), 1);
    const ended = { layers: [{ digest: digest("a"), sizeBytes: 250_000_000 }], endedAtMs: Date.now() };
    expect(
      await firstValueFrom(mendPartials(folder, ended, clock)).finally(() => clearInterval(passing)),
    ).toBe(1);
    expect(await readFile(note(0), "utf8")).toBe(whole);
    expect(await readFile(note(1), "utf8")).toBe(
      `{"N":1,"Offset":100000000,"Size":100000000,"Completed":0}\n`,
    );
    expect(await readFile(note(2), "utf8")).toBe(
      `{"N":2,"Offset":200000000,"Size":50000000,"Completed":0}\n`,
    );
    const [layer] = await folder.unfinished();
    expect(layer && [mendingOf(layer).kind, resumableBytes(layer)]).toEqual(["not-needed", 84_541_440]);
  });

  it("are read from a folder of a real Ollama, in the middle of a download", async () => {
    writeModelsFolder(models(), "disk-list-partial");
    const [layer] = await (await located()).unfinished();
    expect(layer?.notes.map(({ note }) => note?.size)).toEqual([1e8, 1e8, 1e8, 14_572_800]);
    expect(partsOf(314_572_800)).toEqual(layer?.notes.map(({ note }) => ({ ...note, completed: 0 })));
    expect(mendingOf(layer!, 314_572_800).kind).toBe("not-needed");
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
