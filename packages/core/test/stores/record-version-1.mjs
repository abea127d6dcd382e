// `node record-version-1.mjs CHECKOUT` made version-1.db. CHECKOUT is the repository as it was at the commit
// "perf(vscode): a tree waits for its first list instead of showing nothing first", the last one whose events knew
// only one host. That code runs a session on its own fakes, and its events are stored in version 1 of the tables.
import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath, pathToFileURL } from "node:url";

const [, , checkout = ""] = process.argv;
const { openWithFakes, fakeModel, modelName } = await import(
  pathToFileURL(`${checkout}/packages/core/src/testing/index.ts`).href
);
const { parseDownloadId } = await import(pathToFileURL(`${checkout}/packages/core/src/domain/names.ts`).href);

const BEGAN_MS = Date.UTC(2026, 9, 1, 8);

const { app, ollama, controller, clock, looking$ } = await openWithFakes();

const download = (id, name) =>
  app.dispatch({ type: "download.request", id: parseDownloadId(id), model: modelName(name) });
const pull = () => ollama.pulls.at(-1).lines$;

ollama.models = [fakeModel("llama3.2:3b"), fakeModel("me/shire:28m")];
await clock.pass(1_000);
await app.dispatch({ type: "service.start" });
ollama.appear();
looking$.next(true);
await clock.pass(5_000);

await download("first", "pony");
pull().next({ kind: "layer", digest: "sha256:a", doneBytes: 500, totalBytes: 1_000 });
await clock.pass(1_000);
pull().complete();
await clock.pass(1_000);
await download("second", "foal:tiny");
pull().error(new Error("the registry is tired"));
await clock.pass(1_000);

await app.dispatch({ type: "service.test" });
await clock.pass(1_000);
await app.dispatch({ type: "model.load", model: modelName("llama3.2:3b") });
await clock.pass(1_000);
controller.exit({ code: 2 });
await clock.pass(1_000);
await app.dispatch({ type: "service.start" });
ollama.appear();
await clock.pass(5_000);

ollama.failure = "hang"; // so that the copy never completes
await app.dispatch({
  type: "model.copy",
  model: modelName("me/shire:28m"),
  destination: modelName("me/copy"),
});
await download("third", "hf.co/u/mare:Q4_K_M");
pull().next({ kind: "layer", digest: "sha256:c", doneBytes: 250, totalBytes: 1_000 });
await clock.pass(1_000);

const file = fileURLToPath(new URL("version-1.db", import.meta.url));
rmSync(file, { force: true });
const database = new DatabaseSync(file);
database.exec(`
  PRAGMA auto_vacuum = INCREMENTAL;
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL
  ) STRICT;
  CREATE TABLE readings (
    key TEXT PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX readings_by_seq ON readings (seq);
  CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, facts TEXT NOT NULL) STRICT;
  PRAGMA user_version = 1;
`);
const insert = database.prepare("INSERT INTO events VALUES (?, ?, ?, 1, ?)");
const recorded = app.recent();
for (const { seq, atMs, event } of recorded.filter(({ event: { type } }) => isKept(type)))
  insert.run(seq, BEGAN_MS + atMs, event.type, JSON.stringify(event));
database.exec("PRAGMA journal_mode = WAL");
database.close();
process.exit();

/** Readings of models and of progress were never stored in this version. */
function isKept(type) {
  return /^(service|operation|test|download)\./.test(type) && type !== "download.progressed";
}
