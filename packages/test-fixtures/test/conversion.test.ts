import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { recordedExchange, type Json } from "../src/index.ts";
import { isList, isObject } from "../src/json.ts";
import { CHARGER, ConvertingStore, SECOND } from "./conversion/converting-store.ts";
import { inOrder, recordedRows, type Row } from "./conversion/rows.ts";

/** A folder that 0.33 has written, opened by 0.40. */
async function opened(): Promise<ConvertingStore> {
  const store = new ConvertingStore();
  onTestFinished(() => store.close());
  await store.open("0.33.0-rc2");
  store.clock.pass(3000);
  await store.open("0.40.0-preview");
  return store;
}

/** The same, with both names of the model converted. */
async function converted(): Promise<ConvertingStore> {
  const store = await opened();
  await store.convert(CHARGER);
  store.clock.pass(7000);
  await store.convert(SECOND);
  store.clock.pass(7000);
  return store;
}

async function expectTags(store: ConvertingStore, name: string): Promise<void> {
  expect(inOrder(await store.tags()), name).toEqual(inOrder(recordedRows(name)));
}

async function expectAnswer(store: ConvertingStore, name: string): Promise<void> {
  const { request, response } = recordedExchange("0.40-preview", name);
  const { status, body } = await store.send(request.path, request.body, request.method);
  expect(status, name).toBe(response.status);
  if (status >= 400) expect(body, name).toEqual(response.body);
}

async function expectPs(store: ConvertingStore, name: string): Promise<void> {
  expect(await store.ps(), name).toEqual(recordedRows(name));
}

function namesIn(body: Json): readonly Json[] {
  const data = isObject(body) && isList(body.data) ? body.data.filter(isObject) : [];
  return data.map(({ id }) => id ?? null);
}

const digestsOf = (rows: readonly Row[]): readonly string[] => rows.map(([, digest]) => digest);

/** The bytes of all blobs. */
function blobBytes(store: ConvertingStore): number {
  const blobs = join(store.folder, "blobs");
  return readdirSync(blobs).reduce((sum, name) => sum + lstatSync(join(blobs, name)).size, 0);
}

describe("a folder of 0.33 in 0.40", () => {
  it("is listed with a runner for each model, and changes nothing else", async () => {
    const store = new ConvertingStore();
    onTestFinished(() => store.close());
    await store.open("0.33.0-rc2");
    await expectTags(store, "migrate-tags-old");
    await store.open("0.40.0-preview");
    await expectTags(store, "migrate-tags-opened");
    await expectAnswer(store, "migrate-version");
    await expectAnswer(store, "migrate-show-opened");
    await expectAnswer(store, "migrate-load-pony");
    await expectPs(store, "migrate-ps-pony");
    expect(readdirSync(join(store.folder, "manifests-v2"))).toEqual([]);
  });

  it("is converted behind the first load: two rows of one name, and a ghost", async () => {
    const store = await opened();
    await expectAnswer(store, "migrate-load-pony");
    store.clock.pass(1000);
    await store.convert(CHARGER);
    await expectTags(store, "migrate-tags-converted");
    await expectPs(store, "migrate-ps-converted");
    expect(recordedRows("migrate-ps-charger-first")).toEqual(recordedRows("migrate-ps-converted"));
    const ids = await store.send("/v1/models");
    expect(namesIn(ids.body)).toEqual(
      namesIn(recordedExchange("0.40-preview", "migrate-v1-models").response.body),
    );
    await expectAnswer(store, "migrate-show-converted");
    await store.send("/api/generate", { model: CHARGER, keep_alive: 0 });
    await expectAnswer(store, "migrate-load-converted");
    await expectPs(store, "migrate-ps-converted-loaded");
    await expectAnswer(store, "migrate-generate-converted");
    store.clock.pass(7000);
    await expectAnswer(store, "migrate-load-second-name");
    await store.convert(SECOND);
    await expectTags(store, "migrate-tags-second-name");
  });

  it("is not converted without room, and says so", async () => {
    const log: string[] = [];
    const store = await opened();
    await store.open("0.40.0-preview", {
      diskBytes: 243_445_760,
      onLog: (message, fields = "") => void log.push(`${message} ${fields}`),
    });
    await expectAnswer(store, "migrate-load-charger");
    expect(log).toEqual([
      "skipping local compat migration due to disk headroom " +
        "model=charger:latest available_bytes=243445760 required_bytes=561423272",
    ]);
    expect((await store.tags()).toSorted()).toEqual(recordedRows("migrate-no-room-tags").toSorted());
  });

  it("takes its weights twice", async () => {
    const store = await opened();
    const before = blobBytes(store);
    await store.convert(CHARGER);
    expect(blobBytes(store) - before).toBeGreaterThan(19_641_888);
  });
});

describe("both copies of a converted model", () => {
  it("may be in memory, and each unloading ends one", async () => {
    const store = await opened();
    await store.convert(CHARGER);
    const digests = async (): Promise<readonly string[]> => digestsOf(await store.ps());
    const recorded = (name: string): readonly string[] => digestsOf(recordedRows(name));
    expect(await digests()).toEqual(recorded("twice-ps-before"));
    store.clock.pass(1000);
    await expectAnswer(store, "twice-generate");
    expect(await digests()).toEqual(recorded("twice-ps"));
    await expectAnswer(store, "twice-unload");
    expect(await digests()).toEqual(recorded("twice-ps-unloaded"));
    await expectAnswer(store, "twice-unload-again");
    expect(await digests()).toEqual(recorded("twice-ps-unloaded-again"));
  });
});

describe("deleting", () => {
  it("keeps the converted weights, until the ghost is deleted, too", async () => {
    const store = await converted();
    await expectAnswer(store, "converted-delete");
    await expectTags(store, "converted-tags-deleted");
    const before = blobBytes(store);
    await expectAnswer(store, "converted-delete-second");
    await expectTags(store, "converted-tags-deleted-both");
    expect(before - blobBytes(store)).toBeLessThan(10_000);
    await expectAnswer(store, "ghost-show");
    await expectAnswer(store, "ghost-generate");
    await expectAnswer(store, "ghost-delete");
    await expectTags(store, "ghost-tags-deleted");
  });

  it("of a ghost alone takes the child out of its list", async () => {
    const store = await converted();
    await expectAnswer(store, "ghost-only-delete");
    await expectTags(store, "ghost-only-tags");
    await expectAnswer(store, "ghost-only-generate");
    expect(digestsOf(await store.ps())).toContain(digestsOf(recordedRows("ghost-only-ps"))[0]);
  });

  it("of the original by its digest leaves the converted child", async () => {
    const store = await converted();
    await expectAnswer(store, "backup-delete");
    await expectTags(store, "backup-tags");
    await expectAnswer(store, "backup-generate");
  });
});

it("a loaded model that is deleted stays in memory, and its ghost stays", async () => {
  const store = await opened();
  await store.convert(CHARGER);
  await store.send("/api/generate", { model: CHARGER, keep_alive: 0 });
  await store.send("/api/generate", { model: CHARGER });
  await expectAnswer(store, "twice-delete");
  expect((await store.tags()).map(([name]) => name)).toContain(recordedRows("twice-tags-deleted")[0]?.[0]);
  expect(digestsOf(await store.ps())).toEqual(digestsOf(recordedRows("twice-ps-deleted")));
});

describe("back in 0.33", () => {
  it("the converted models are there by their anchors, and a ghost for each", async () => {
    const store = await converted();
    await store.open("0.33.0-rc2");
    const rows = await store.tags();
    expect(rows.toSorted()).toEqual(recordedRows("downgrade-tags").toSorted());
    await expectAnswer(store, "downgrade-generate");
  });

  it("what only 0.40 knows is pruned after an hour, and then missing in 0.40", async () => {
    const store = await converted();
    store.clock.pass(2 * 3_600_000);
    const old = await store.open("0.33.0-rc2");
    await old.pause();
    await old.resume();
    expect((await store.tags()).toSorted()).toEqual(recordedRows("downgrade-tags-pruned").toSorted());
    await store.open("0.40.0-preview");
    await expectTags(store, "again-tags");
    await expectAnswer(store, "again-generate");
    await expectAnswer(store, "again-show");
  });
});
