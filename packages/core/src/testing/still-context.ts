import { NEVER, of } from "rxjs";
import { noRequests } from "../activity/request-list.ts";
import { decide } from "../app/decide.ts";
import type { AppState } from "../app/state.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import type { ActionContext } from "../ui/action.ts";
import { FakeFolder } from "./fake-folder.ts";
import { FakeModelFiles } from "./fake-model-files.ts";
import { FakeHolders } from "./fake-holders.ts";
import { FakeHostBook } from "./fake-host-book.ts";
import { FakePerson } from "./fake-person.ts";
import { modelName } from "./fake-models.ts";
import { FakeReportSources } from "./fake-report-sources.ts";
import { FakeSettings } from "./fake-settings.ts";
import { stillInspector } from "./shown-inspector.ts";

/** A person who answers every prompt, in a window whose state does not change. */
export function stillContext(now: AppState): ActionContext {
  const person = new FakePerson();
  person.types = "a-name-that-nothing-has";
  person.newModelChosen = { kind: "download", model: modelName("no-such-model") };
  const folder = new FakeFolder();
  return {
    app: {
      state: () => now,
      state$: of(now),
      recorded$: NEVER,
      dispatch: (command) => Promise.resolve(decide(now, command)),
      choose() {},
    },
    clock: { now: () => 0, setTimeout: (fn) => queueMicrotask(fn), clearTimeout() {} },
    logOf: () => undefined,
    servedRequests: () => noRequests,
    report: new FakeReportSources(),
    disk: { shown: () => ({ kind: "closed" }), count() {} },
    doctor: { check() {}, diagnose: () => Promise.resolve([]) },
    files: { folder: () => Promise.resolve(folder), publicKey: () => Promise.resolve("ssh-ed25519 key") },
    modelFiles: new FakeModelFiles(),
    headerNames: () => [],
    inspector: stillInspector,
    hosts: new FakeHostBook(),
    owners: { found: () => Promise.resolve([]), choose: () => Promise.resolve() },
    copies: {
      plan: () => Promise.resolve({ kind: "pull", replaces: false }),
      models: () => Promise.resolve([]),
    },
    confirm: person,
    prompt: person,
    finder: { type() {}, ask() {}, askForSizes() {} },
    show: person,
    settings: new FakeSettings(),
    installCommands: () => Promise.resolve([]),
    latestRelease: () => of("0.40.12"),
    surroundings: () => Promise.resolve({ names: [] }),
    holders: () => new FakeHolders(),
    logger: { info: () => {}, warn: () => {} },
    newDownloadId: () => parseDownloadId("d-new")!,
    tries: {
      tries$: NEVER,
      run: () => ({ kind: "running", ended: Promise.resolve({ kind: "done" }) }),
      benchmark: () => ({ kind: "running", ended: Promise.resolve({ kind: "done" }) }),
      compare() {},
      isAnswering: () => false,
      stop() {},
    },
    select: () => Promise.resolve(),
  };
}
