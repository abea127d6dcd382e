import { noRequests } from "../activity/request-list.ts";
import { BehaviorSubject, filter, firstValueFrom, NEVER } from "rxjs";
import { hostFacts } from "../app/state.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { downloadRows } from "../downloads/downloads.view.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { idOf, type NamedTarget, type Target } from "../hosts/host.port.ts";
import type { ModelStore, StoredLayer } from "../models/model-store.ts";
import { createCopyPlans } from "../sending/copy-plans.action.ts";
import type { ActionContext } from "../ui/action.ts";
import type { ActionRequest } from "../ui/actions.ts";
import { perform } from "../ui/perform.action.ts";
import { settled } from "./fake-clock.ts";
import { FakeFolder } from "./fake-folder.ts";
import { FakeHostBook } from "./fake-host-book.ts";
import { FakeReportSources } from "./fake-report-sources.ts";
import { FakeSettings } from "./fake-settings.ts";
import { FakeOllama } from "./fake-ollama.ts";
import { FakePerson } from "./fake-person.ts";
import { fakeModel, modelName } from "./fake-models.ts";
import { fakePorts } from "./fake-ports.ts";
import { FakeWindows } from "./fake-windows.ts";
import { openSession } from "./sessions.ts";
import { stillInspector } from "./shown-inspector.ts";

export const model = modelName("mine");
export const id = parseDownloadId("d1")!;

const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
export const WEIGHTS = digestOf("a");
export const MANIFEST = digestOf("d");
const [TEMPLATE, CONFIG] = [digestOf("b"), digestOf("c")] as const;

const layer = (kind: string, digest: string, sizeBytes: number): StoredLayer => ({
  mediaType: `application/vnd.ollama.image.${kind}`,
  digest,
  sizeBytes,
});
const storeOf = (...layers: readonly StoredLayer[]): ModelStore => {
  const manifest = { digest: MANIFEST, blobs: [], anchored: [], layers, configDigest: CONFIG };
  return {
    tags: [{ name: model, layout: "legacy", digest: MANIFEST, manifests: [manifest] }],
    isWhole: true,
  };
};

/** A folder with one model, whose weights come in ten parts of ten bytes that a test lets through. */
class SlowFolder extends FakeFolder {
  readonly open$ = new BehaviorSubject(Number.POSITIVE_INFINITY);
  override installed = storeOf(layer("model", WEIGHTS, 100), layer("template", TEMPLATE, 3));
  override texts = { [TEMPLATE]: "{{.Prompt}}", [CONFIG]: `{"renderer":"r"}` };
  override openBlob: FakeFolder["openBlob"] = (digest) => {
    const { open$ } = this;
    async function* bytes(): AsyncIterable<Uint8Array> {
      for (let part = 0; part < 10; part += 1) {
        await firstValueFrom(open$.pipe(filter((open) => open > part)));
        yield new Uint8Array(10);
      }
    }
    return Promise.resolve(digest === WEIGHTS ? { sizeBytes: 100, bytes } : undefined);
  };
  /** Makes it a model of tensors, as those for MLX are. */
  holdTensors(): void {
    this.installed = storeOf(layer("tensor", WEIGHTS, 100));
  }
}

type Host = Extract<Target, { kind: "host" }>;

/** This machine, which has a model, and another host; in a window with a fake person. */
export async function openTwo({ windows = new FakeWindows(), isDemo = false } = {}) {
  const ports = fakePorts({ windows });
  const { value: given } = ports.target$;
  if (given.kind !== "host") throw new Error("fakes begin with a host");
  const folder = new SlowFolder();
  const reach: { folder: SlowFolder | undefined } = { folder };
  const files = {
    locate: () => Promise.resolve(reach.folder),
    publicKey: () => Promise.resolve(undefined),
  };
  const there = new FakeOllama();
  const source: Host = { ...given, isDemo, hostPorts: { ...given.hostPorts, files } };
  const target: Host = {
    ...given,
    endpoint: { ...DEFAULT_ENDPOINT, port: 11435 },
    isRemote: true,
    hostPorts: { ...given.hostPorts, api: there, probe: there },
  };
  const targets: readonly NamedTarget[] = [{ target: source }, { name: "gpu-box", target }];
  const targets$ = new BehaviorSubject(targets);
  ports.ollama.models = [fakeModel("mine")];
  for (const ollama of [ports.ollama, there]) ollama.appear();
  ports.looking$.next(true);
  const app = openSession({ ...ports, targets$ });
  await settled();
  await ports.clock.pass(5_000);
  const [from, to] = [idOf(source), idOf(target)];

  const situation = () => hostFacts(app.state(), to).downloads[id]?.situation.kind;
  /** Lets up to 90 s pass until something is so; the parts of a source come in real time. */
  async function until(isSo: () => boolean): Promise<void> {
    for (let turn = 0; turn < 600 && !isSo(); turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      await ports.clock.pass(150);
    }
    if (!isSo()) throw new Error(`it is still ${situation()}`);
  }
  const person = new FakePerson();
  const filesOf = {
    folder: () => Promise.resolve(reach.folder),
    publicKey: () => Promise.resolve(undefined),
  };
  const context: ActionContext = {
    ...ports,
    app,
    files: filesOf,
    servedRequests: () => noRequests,
    report: new FakeReportSources(),
    inspector: stillInspector,
    disk: { shown: () => ({ kind: "closed" }), count() {} },
    doctor: { check() {}, diagnose: () => Promise.resolve([]) },
    copies: createCopyPlans({
      app,
      files: filesOf,
      hostPorts: (host) => (host === from ? source : target).hostPorts,
    }),
    confirm: person,
    prompt: person,
    finder: { type() {}, ask() {}, askForSizes() {} },
    show: person,
    settings: new FakeSettings(),
    headerNames: () => [],
    hosts: new FakeHostBook(),
    owners: { found: () => Promise.resolve([]), choose: () => Promise.resolve() },
    logOf: () => undefined,
    installCommands: () => Promise.resolve([]),
    latestRelease: ports.latestRelease,
    surroundings: () => Promise.resolve({ names: [] }),
    holders: () => ports.holders,
    newDownloadId: () => id,
    tries: {
      tries$: NEVER,
      run: () => ({ kind: "busy" }),
      benchmark: () => ({ kind: "busy" }),
      compare() {},
      isAnswering: () => false,
      stop() {},
    },
    select: () => Promise.resolve(),
  };
  /** Requests an action; resolves with why it was refused, if it was. */
  async function ask(request: ActionRequest) {
    const answer = await perform(context, request);
    return answer.accepted ? undefined : answer.refusal;
  }
  return {
    ...ports,
    app,
    folder,
    reach,
    there,
    from,
    to,
    situation,
    until,
    person,
    ask,
    targets$,
    rows: () => downloadRows(app.state(), ports.clock.now()),
    request: () => app.dispatch({ type: "download.request", host: to, id, model, from: { host: from } }),
  };
}
