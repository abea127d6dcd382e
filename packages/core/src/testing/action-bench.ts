import { BehaviorSubject, NEVER } from "rxjs";
import { createInspector } from "../inspector/inspect.action.ts";
import type { RequestLog } from "../inspector/request-log.port.ts";
import { watchDoctor } from "../doctor/watch-doctor.action.ts";
import { watchDisk } from "../disk/watch-disk.action.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { SETTLING_MS } from "../downloads/pull-scheduler.source.ts";
import { noRequests } from "../activity/request-list.ts";
import type { Surroundings } from "../hosts/remote-window.ts";
import type { HostId } from "../hosts/host.ts";
import type { OwnerChoice } from "../service/owner-choice.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { FakeFolder } from "./fake-folder.ts";
import type { Outcome } from "../shared/outcome.ts";
import type { InstallCommand } from "../service/install-commands.ts";
import type { ActionContext } from "../ui/action.ts";
import type { ActionRequest } from "../ui/actions.ts";
import { perform } from "../ui/perform.action.ts";
import { createTries } from "../tries/tries-session.ts";
import { settled } from "./fake-clock.ts";
import { FakeReportSources } from "./fake-report-sources.ts";
import { FakeSettings } from "./fake-settings.ts";
import { FakeHostBook } from "./fake-host-book.ts";
import { FakePerson } from "./fake-person.ts";
import { fakeManifest, modelName } from "./fake-models.ts";
import { openWithFakes, type FakeOptions } from "./fake-ports.ts";

/** A window with fake ports and a fake person, in which a test can request actions. */
export async function openActionBench(options?: FakeOptions) {
  const opened = await openWithFakes(options);
  const { app, clock, logger, holders } = opened;
  const person = new FakePerson();
  const settings = new FakeSettings();
  const report = new FakeReportSources();
  const packages: InstallCommand[] = [];
  const folder = new FakeFolder();
  const hosts = new FakeHostBook();
  const files = { folder: folder as ModelsFolder | undefined, publicKey: undefined as string | undefined };
  const surroundings: { found: Surroundings } = { found: { names: [] } };
  const served = { requests: noRequests };
  const chosen: [HostId, OwnerChoice | undefined][] = [];
  const selected: [ModelName, string][] = [];
  let downloads = 0;
  const folders = { folder: () => Promise.resolve(files.folder) };
  const diskShown$ = new BehaviorSubject(false);
  const requests: RequestLog = { recent: () => [], changed$: NEVER };
  const inspectorShown$ = new BehaviorSubject(false);
  const inspecting = createInspector({ app, requests, clock, shown$: inspectorShown$ });
  const counting = watchDisk({ app, files: folders, clock, shown$: diskShown$ });
  const doctorShown$ = new BehaviorSubject(false);
  const checkup = watchDoctor({
    app,
    clock,
    machineOf: () => opened.hostPorts.machine,
    log: () => ({ kind: "closed" }),
    shown$: doctorShown$,
  });
  const context: ActionContext = {
    app,
    clock,
    files: {
      ...folders,
      publicKey: () => Promise.resolve(files.publicKey),
    },
    logOf: (_host, owner) => opened.hostPorts.logOf(owner),
    servedRequests: () => served.requests,
    report,
    disk: counting.disk,
    modelFiles: opened.modelFiles,
    headerNames: () => [],
    doctor: checkup.doctor,
    inspector: inspecting.inspector,
    hosts,
    owners: {
      found: () => opened.owner.candidates(),
      choose: (host, choice) => Promise.resolve(void chosen.push([host, choice])),
    },
    copies: { plan: () => Promise.resolve({ kind: "same" }), models: () => Promise.resolve([]) },
    confirm: person,
    prompt: person,
    finder: { type() {}, ask() {}, askForSizes() {} },
    show: person,
    settings,
    installCommands: () => Promise.resolve(packages),
    latestRelease: opened.latestRelease,
    surroundings: () => Promise.resolve(surroundings.found),
    holders: () => holders,
    logger,
    newDownloadId: () => parseDownloadId(`d${++downloads}`)!,
    tries: createTries({ clock, hostPorts: () => opened.hostPorts, app }),
    select: (model, where) => Promise.resolve(void selected.push([model, where])),
  };

  /** Requests an action and lets time pass until files have settled. `ended()` is the outcome, once there is one. */
  async function ask(request: ActionRequest) {
    let ended: Outcome | undefined;
    const answering = perform(context, request);
    await clock.pass(SETTLING_MS + 100);
    const answer = await answering;
    if (answer.accepted) void answer.completed.then((outcome) => (ended = outcome));
    await settled();
    return { refusal: answer.accepted ? undefined : answer.refusal, ended: () => ended };
  }
  return {
    ...opened,
    context,
    person,
    hosts,
    settings,
    report,
    packages,
    counting,
    diskShown$,
    checkup,
    doctorShown$,
    inspecting,
    inspectorShown$,
    folder,
    files,
    served,
    surroundings,
    selected,
    chosen,
    ask,
  };
}

/** The same with a running Ollama that was not started here. */
export async function openRunning() {
  const opened = await openActionBench();
  opened.ollama.appear();
  await opened.clock.pass(5_000);
  return opened;
}

/** The same with a download of 1,000 bytes, 450 of which are already received. */
export async function openDownloading(openWith = openRunning) {
  const opened = await openWith();
  const model = modelName("pony");
  opened.manifests.set(model, fakeManifest({ a: 900, b: 100 }));
  const request = await opened.ask({ type: "download.request", model });
  const { lines$ } = opened.ollama.pulls[0]!;
  lines$.next({ kind: "layer", digest: "sha256:a", doneBytes: 450, totalBytes: 900 });
  opened.folder.partials = 450;
  return { ...opened, request, lines$ };
}
