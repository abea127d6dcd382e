import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { openRegistry, registryModel } from "@paddock/test-fixtures";
import { of } from "rxjs";
import { describe, expect, it } from "vitest";
import { DEFAULT_PREFERENCES } from "../app/app.port.ts";
import { hostFacts, hostReadings } from "../app/state.ts";
import { hostTarget, nodeTransport, sessionHistory, systemClock } from "../adapters/index.ts";
import { modelFilesHere } from "../adapters/model-files/model-files-here.ts";
import { modelFiles } from "../adapters/models-folder/model-files.ts";
import { hostIdOf } from "../hosts/host.ts";
import { ownerOf } from "../service/owner-choice.ts";
import { until } from "../testing/contracts/index.ts";
import { modelName, openSession } from "../testing/index.ts";
import { openOwnerWorld, type WorldKind } from "../testing/owner-worlds.ts";
import { parseDownloadId } from "./download-id.ts";

const logger = { info() {}, warn() {} };
const id = parseDownloadId("d1")!;

/** Parts of half a megabyte, all of which a stop in mid-pull forgets (docs/ollama.md §2.3). */
const STAND_IN = { STAND_IN_PART_BYTES: "500000", STAND_IN_STOP_FORGETS: "1", STAND_IN_SEED: "12" };

/** A service that runs in this way, of which this app pulls a model that takes four seconds. */
async function openPulling(kind: WorldKind) {
  const registry = await openRegistry({
    models: [registryModel("stable/pony", { downloadBytes: 4_000_000 })],
    bytesPerSecond: 1_000_000,
  });
  const disposables = new AsyncDisposableStack();
  disposables.defer(() => registry.close());
  const models = await mkdtemp(path.join(tmpdir(), "paddock-"));
  disposables.defer(() => rm(models, { recursive: true, force: true }));
  const variables = { OLLAMA_MODELS: models, ...STAND_IN };
  const world = await openOwnerWorld(kind, {}, variables);
  disposables.defer(() => world.close());
  const transport = nodeTransport();
  const { endpoint, folder, choice } = world;
  const chosen = () => ({ executable: world.stage.ollama, environment: variables });
  const made = hostTarget({ endpoint, folder, transport, isInsecure: () => true, logger, chosen });
  if (made.kind !== "host") throw new Error("no host");
  const chosenOwner = choice && ownerOf(choice);
  const target = {
    ...made,
    ...(chosenOwner && { chosenOwner }),
    hostPorts: { ...made.hostPorts, owner: world.open() },
  };
  const app = openSession({
    ...sessionHistory(),
    targets$: of([{ target }]),
    looking$: of(true),
    preferences$: of(DEFAULT_PREFERENCES),
    modelFiles: modelFilesHere({ environment: () => variables, logger }),
    clock: systemClock,
    logger,
  });
  disposables.defer(() => app.close());
  await world.run();
  const host = hostIdOf(endpoint);
  const service = () => hostFacts(app.state()).service;
  await until(() => service().situation.kind === "running" && service().owner.kind !== "looking", "it runs");
  const model = modelName(`${registry.host}/stable/pony`);
  await app.dispatch({ type: "download.request", host, id, model });
  /** What Ollama said that it had received. */
  const shownBytes = () => hostReadings(app.state()).progress[id]?.doneBytes ?? 0;
  await until(() => shownBytes() > 600_000, "more than a part has arrived");
  const files = modelFiles({ environment: () => variables, logger });
  /** What a later pull goes on from. */
  async function notedBytes(): Promise<number> {
    const store = await files.locate({ isOurs: true, blobFiles: [] });
    const notes = (await store?.unfinished())?.flatMap((layer) => layer.notes) ?? [];
    return notes.reduce((sum, { note }) => sum + (note?.completed ?? 0), 0);
  }
  return {
    app,
    host,
    world,
    service,
    shownBytes,
    notedBytes,
    [Symbol.asyncDispose]: () => disposables.disposeAsync(),
  };
}

const KINDS = ["paddock", "terminal", "systemd", "user-unit", "container", "custom"] as const;

describe.runIf(process.platform === "linux").concurrent("a stop in mid-download", { timeout: 40_000 }, () => {
  it.each(KINDS)("loses no byte of Ollama's progress: %s", async (kind) => {
    await using pulling = await openPulling(kind);
    const { app, host, service, shownBytes, notedBytes } = pulling;
    await app.dispatch({ type: "service.stop", host });
    const shown = shownBytes();
    await until(() => service().situation.kind === "stopped", "it has stopped");
    expect(await notedBytes()).toBeGreaterThanOrEqual(shown);
    expect(Object.values(hostFacts(app.state()).downloads)[0]?.situation.kind).toBe("queued");
  });

  it("by another program loses it, so that this test would see it", async () => {
    await using pulling = await openPulling("systemd");
    const { service, shownBytes, notedBytes, world } = pulling;
    const shown = shownBytes();
    process.kill(world.stage.pid("units", "ollama.service"), "SIGTERM");
    await until(() => service().situation.kind !== "running", "it has ended");
    expect(await notedBytes()).toBeLessThan(shown);
  });
});
