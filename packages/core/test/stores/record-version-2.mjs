// `node record-version-2.mjs CHECKOUT` made version-2.db. CHECKOUT is the repository as it was at the commit
// "fix(core): a check for updates reads the models first, and counts a shared layer once", the last one whose facts
// identified hosts only by their address. That code runs a session on its own fakes and stores it.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath, pathToFileURL } from "node:url";

const [, , checkout = ""] = process.argv;
const core = (file) => import(pathToFileURL(`${checkout}/packages/core/src/${file}`).href);
const { FakeClock, FakeOllama, fakeManifest, fakeModel, fakePorts, modelName, openSession, settled } =
  await core("testing/index.ts");
const { openHistory } = await core("adapters/index.ts");
const { parseDownloadId } = await core("domain/names.ts");

const folder = mkdtempSync(join(tmpdir(), "paddock-"));
const [clock, ollama] = [new FakeClock(), new FakeOllama()];
clock.increment(Date.UTC(2026, 10, 1, 8));
const ports = {
  ...fakePorts({ clock, ollama }),
  ...openHistory({
    folder,
    limits: () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY }),
    logger: { info() {}, warn() {} },
  }),
};
const app = openSession(ports);
await settled();

const download = (id, name) =>
  app.dispatch({ type: "download.request", id: parseDownloadId(id), model: modelName(name) });
const pull = () => ollama.pulls.at(-1).lines$;

ollama.models = [fakeModel("llama3.2:3b"), fakeModel("me/shire:28m")];
ports.manifests.set(modelName("llama3.2:3b"), fakeManifest({ weights: 2_000, template: 10 }));
await app.dispatch({ type: "service.start" });
ollama.appear();
ports.looking$.next(true);
await clock.pass(5_000);
await download("first", "pony");
pull().next({ kind: "layer", digest: "sha256:a", doneBytes: 500, totalBytes: 1_000 });
await clock.pass(1_000);
pull().complete();
await clock.pass(1_000);
await download("second", "foal:tiny");
pull().error(new Error("the registry is tired"));
await clock.pass(1_000);
await app.dispatch({ type: "updates.check" });
await app.dispatch({ type: "models.describe", model: modelName("llama3.2:3b") });
await app.dispatch({ type: "service.test" });
await app.dispatch({ type: "model.load", model: modelName("llama3.2:3b") });
await clock.pass(12_000); // long enough for a snapshot

await download("paused", "me/shire:28m");
pull().next({ kind: "layer", digest: "sha256:b", doneBytes: 300, totalBytes: 900 });
await clock.pass(1_000);
await app.dispatch({ type: "download.pause", id: parseDownloadId("paused") });
await clock.pass(3_000);

const [here] = [ports.target$.value];
ports.target$.next({
  ...here,
  isRemote: true,
  endpoint: { ...here.endpoint, hostname: "gpu-box", dialHostname: "gpu-box" },
});
await clock.pass(5_000);
await download("elsewhere", "mare");
pull().next({ kind: "layer", digest: "sha256:c", doneBytes: 100, totalBytes: 1_000 });
await clock.pass(1_000);
ports.target$.next(here);
await clock.pass(5_000);
ollama.failure = "hang"; // so that the copy never completes
await app.dispatch({
  type: "model.copy",
  model: modelName("me/shire:28m"),
  destination: modelName("me/copy"),
});
await download("third", "hf.co/u/mare:Q4_K_M");
pull().next({ kind: "layer", digest: "sha256:d", doneBytes: 250, totalBytes: 1_000 });
await clock.pass(1_000);

// Moves the content of the `-wal` file into the main file, which is then enough.
const database = new DatabaseSync(join(folder, "history.db"));
database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
database.close();
const file = fileURLToPath(new URL("version-2.db", import.meta.url));
rmSync(file, { force: true });
cpSync(join(folder, "history.db"), file);
rmSync(folder, { recursive: true });
process.exit();
