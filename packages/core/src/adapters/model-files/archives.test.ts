import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import fc from "fast-check";
import { filter, firstValueFrom, lastValueFrom } from "rxjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modelName } from "../../testing/index.ts";
import { modelFiles } from "../models-folder/model-files.ts";
import { modelFilesHere } from "./model-files-here.ts";
import { parseTarBlock, paddedBytes, tarHeader } from "./tar-header.ts";

let home = "";
beforeEach(async () => void (home = await realpath(await mkdtemp(path.join(tmpdir(), "paddock-tar-")))));
afterEach(() => rm(home, { recursive: true }));

const logger = { info: () => {}, warn: () => {} };
const here = modelFilesHere({ environment: () => ({ HOME: home }), logger });
const digestOf = (content: string): string => `sha256:${createHash("sha256").update(content).digest("hex")}`;
const model = modelName("user/gemma:4b");

const WEIGHTS = `GGUF${"x".repeat(2_000_000)}`;
const CONFIG = `{"renderer":"r"}`;
const layer = (kind: string, content: string) => ({
  mediaType: `application/vnd.ollama.image.${kind}`,
  digest: digestOf(content),
  size: content.length,
});
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  config: { digest: digestOf(CONFIG), size: CONFIG.length },
  layers: [layer("model", WEIGHTS), layer("template", "{{.Prompt}}")],
});
const BLOBS = [WEIGHTS, "{{.Prompt}}", CONFIG];

/** A models folder of Ollama before 0.40, with one model. */
async function openFolder() {
  const models = path.join(home, "models");
  await mkdir(path.join(models, "blobs"), { recursive: true });
  for (const content of BLOBS)
    await writeFile(path.join(models, "blobs", digestOf(content).replace(":", "-")), content);
  const tag = path.join(models, "manifests", "registry.ollama.ai", "user", "gemma", "4b");
  await mkdir(path.dirname(tag), { recursive: true });
  await writeFile(tag, MANIFEST);
  const files = modelFiles({ environment: () => ({ OLLAMA_MODELS: models }), logger });
  const folder = (await files.locate({ isOurs: true, blobFiles: [] }))!;
  return { folder, models };
}

async function exported(): Promise<string> {
  const { folder } = await openFolder();
  const to = path.join(home, "gemma.ollama.tar");
  const manifest = (await folder.manifestText(digestOf(MANIFEST)))!;
  const blobs = BLOBS.map(digestOf);
  await lastValueFrom(here.write({ from: folder, model, manifest, blobs, to }));
  return to;
}

describe("an exported model", () => {
  it("is read again as it was", async () => {
    const file = await exported();
    expect(await here.look(file)).toMatchObject({ kind: "archive", path: file, model });
    const archive = await here.openArchive(file);
    const [tag] = (await archive.store()).tags;
    expect(tag).toMatchObject({ name: model, digest: digestOf(MANIFEST) });
    expect(await archive.textOf(digestOf(CONFIG))).toBe(CONFIG);
    const source = (await archive.openBlob(digestOf(WEIGHTS)))!;
    const parts: Uint8Array[] = [];
    for await (const part of source.bytes()) parts.push(part);
    expect(Buffer.concat(parts).toString()).toBe(WEIGHTS);
    expect(await archive.openBlob(digestOf("not there"))).toBeUndefined();
  });

  it.skipIf(process.platform === "win32")("is a models folder for `tar`, without Paddock", async () => {
    const file = await exported();
    const names = execFileSync("tar", ["-tf", file], { encoding: "utf8" }).trim().split("\n");
    expect(names.at(-1)).toBe("manifests/registry.ollama.ai/user/gemma/4b");
    const there = path.join(home, "there");
    await mkdir(there);
    execFileSync("tar", ["-xf", file, "-C", there]);
    for (const content of BLOBS)
      expect(await readFile(path.join(there, "blobs", digestOf(content).replace(":", "-")), "utf8")).toBe(
        content,
      );
  });

  it("does not replace the person's file if it is cancelled once all its bytes are written", async () => {
    const { folder } = await openFolder();
    const to = path.join(home, "out", "x.tar");
    await mkdir(path.dirname(to));
    await writeFile(to, "an older export");
    const wanted = { from: folder, model, manifest: MANIFEST, blobs: BLOBS.map(digestOf), to };
    const totalBytes = BLOBS.join("").length;
    await firstValueFrom(here.write(wanted).pipe(filter((written) => written === totalBytes)));
    await expect.poll(() => readdir(path.dirname(to))).toEqual(["x.tar"]);
    expect(await readFile(to, "utf8")).toBe("an older export");
  });

  it("deletes what an earlier window left of it, and nothing else", async () => {
    const file = path.join(home, "gemma.ollama.tar");
    const old = ["0123abcd.part", "note.part", "0123abcd.part.txt"].map((end) => `${file}.${end}`);
    const others = [`${file}.89abcdef.part`, path.join(home, "other.tar.0123abcd.part")];
    for (const name of [...old, ...others]) await writeFile(name, "");
    for (const name of [...old, ...others.slice(1)]) await utimes(name, 0, 0);
    await exported();
    const left = (await readdir(home)).toSorted();
    expect(left).toEqual(
      ["models", ...[file, ...old.slice(1), ...others].map((name) => path.basename(name))].toSorted(),
    );
  });

  it("leaves nothing behind if it is cancelled, or if a file of it is damaged", async () => {
    const { folder, models } = await openFolder();
    const to = path.join(home, "out", "x.tar");
    await mkdir(path.dirname(to));
    const wanted = { from: folder, model, manifest: MANIFEST, blobs: BLOBS.map(digestOf), to };
    await firstValueFrom(here.write(wanted));
    await expect.poll(() => readdir(path.dirname(to))).toEqual([]);
    await writeFile(path.join(models, "blobs", digestOf(WEIGHTS).replace(":", "-")), "something else");
    await expect(lastValueFrom(here.write(wanted))).rejects.toMatchObject({
      failure: { kind: "source-damaged" },
    });
    expect(await readdir(path.dirname(to))).toEqual([]);
    await expect(
      lastValueFrom(here.write({ ...wanted, to: path.join(home, "no", "folder.tar") })),
    ).rejects.toMatchObject({ failure: { kind: "file-unwritable" } });
  });
});

type Part = { readonly name: string; readonly content: string; readonly type?: string };
const blob = (content: string): Part => ({ name: `blobs/${digestOf(content).replace(":", "-")}`, content });
const manifest = (content = MANIFEST, name = "manifests/registry.ollama.ai/user/gemma/4b"): Part => ({
  name,
  content,
});

/** An archive with such entries, made without Paddock's own rules about them. */
async function archiveOf(parts: readonly Part[], hasEnd = true): Promise<string> {
  const file = path.join(home, "x.tar");
  const blocks = parts.flatMap(({ name, content, type }) => {
    const header = Buffer.from(tarHeader({ name, sizeBytes: content.length }));
    if (type !== undefined) retype(header, type);
    return [header, Buffer.from(content), Buffer.alloc(paddedBytes(content.length) - content.length)];
  });
  await writeFile(file, Buffer.concat([...blocks, Buffer.alloc(hasEnd ? 1024 : 0)]));
  return file;
}

/** Changes the type of an entry and its sum. */
function retype(header: Buffer, type: string): void {
  const before = header[156] ?? 0;
  const sum = Number.parseInt(header.toString("latin1", 148, 154), 8) - before + type.charCodeAt(0);
  header.write(type, 156, "latin1");
  header.write(sum.toString(8).padStart(6, "0"), 148, "latin1");
}

describe("a hostile archive is refused in words", () => {
  const all = [...BLOBS.map(blob), manifest()];
  it.each<[string, readonly Part[], string]>([
    ["leads out of its folder", [{ name: "../../.bashrc", content: "x" }, ...all], "archive-odd"],
    ["has an absolute path", [{ name: "/etc/passwd", content: "x" }, ...all], "archive-odd"],
    ["has a blob with another path", [{ name: "blobs/../../x", content: "x" }, ...all], "archive-odd"],
    ["has a symbolic link", [{ ...blob("linked"), type: "2" }, ...all], "archive-odd"],
    ["has a hard link", [{ ...blob("linked"), type: "1" }, ...all], "archive-odd"],
    ["has a device", [{ ...blob("device"), type: "3" }, ...all], "archive-odd"],
    [
      "has an extension of the format",
      [{ name: "x", content: "path=y\n", type: "x" }, ...all],
      "archive-odd",
    ],
    ["has a file twice", [blob(WEIGHTS), ...all], "archive-odd"],
    [
      "has two models",
      [...all, manifest(MANIFEST, "manifests/registry.ollama.ai/user/gemma/8b")],
      "archive-odd",
    ],
    ["has no manifest", BLOBS.map(blob), "archive-cut-off"],
    ["lacks a layer", [blob(WEIGHTS), manifest()], "archive-cut-off"],
    [
      "has a layer in another length",
      [{ ...blob(WEIGHTS), content: "GGUF" }, ...all.slice(1)],
      "archive-cut-off",
    ],
    [
      "has a list for a manifest",
      [...BLOBS.map(blob), manifest(`{"mediaType":"application/vnd.ollama.manifest.list.v2+json"}`)],
      "archive-odd",
    ],
    ["has a manifest that is none", [...BLOBS.map(blob), manifest("[")], "unreadable"],
  ])("if it %s", async (_what, parts, kind) => {
    const before = (await readdir(home)).toSorted();
    const file = await archiveOf(parts);
    await expect(here.look(file)).rejects.toMatchObject({ failure: { kind } });
    expect((await readdir(home)).toSorted()).toEqual([...before, "x.tar"].toSorted());
  });

  it.each([
    ["is no file of a model", undefined],
    ["is a link", "2"],
  ])("whose name is one short line, if an entry %s", async (_what, type) => {
    const name = `${"n".repeat(60)}\u202Egnp\u0007\n${"e".repeat(60)}/${"x".repeat(60)}`;
    const file = await archiveOf([{ name, content: "x", ...(type !== undefined && { type }) }]);
    const entry = `${"n".repeat(60)}gnp ${"e".repeat(34)}…`;
    await expect(here.look(file)).rejects.toMatchObject({ failure: { kind: "archive-odd", entry } });
  });

  it("wherever it is cut off", async () => {
    const file = await archiveOf(all);
    const { length } = await readFile(file);
    for (const bytes of [length - 1_024, length - 1_600, 1_000_000, 600]) {
      await archiveOf(all);
      await truncate(file, bytes);
      await expect(here.look(file)).rejects.toMatchObject({ failure: { kind: "archive-cut-off" } });
    }
  });

  it("also if a text in it is not that of its digest", async () => {
    const file = await archiveOf([
      ...BLOBS.slice(0, 2).map(blob),
      { ...blob(CONFIG), content: `{"renderer":"s"}` },
      manifest(),
    ]);
    const archive = await here.openArchive(file);
    await expect(archive.textOf(digestOf(CONFIG))).rejects.toMatchObject({
      failure: { kind: "source-damaged" },
    });
  });

  it("whatever its bytes are", async () => {
    const whole = await readFile(await archiveOf([blob(CONFIG), manifest()]));
    const file = path.join(home, "any.tar");
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const changed = Buffer.from(whole);
        changed[at] = byte;
        await writeFile(file, changed);
        const answer = await here.look(file).catch((error: unknown) => error);
        expect(answer).toMatchObject(answer instanceof Error ? { name: "PortError" } : { kind: "archive" });
      }),
      { numRuns: 30 },
    );
  });
});

it("a header keeps names and sizes of any length that a model has", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[A-Za-z0-9_.-]{1,80}$/), { minLength: 1, maxLength: 3 }),
      fc.maxSafeNat(),
      (parts, sizeBytes) => {
        const name = parts.join("/").slice(0, 240).replace(/\/$/, "");
        if (name.length > 100 && !name.slice(0, 156).includes("/")) return;
        expect(parseTarBlock(tarHeader({ name, sizeBytes }))).toEqual({ kind: "file", name, sizeBytes });
      },
    ),
  );
});
