import { assert, describe, expect, it } from "vitest";
import { newWindowId } from "../adapters/system/new-name.ts";
import { DEFAULT_PREFERENCES } from "../app/app.port.ts";
import type { Orphan } from "../orphans/orphans.ts";
import { PortError } from "../shared/failure.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { BROKEN_WORLDS } from "../testing/doctor/broken-worlds.ts";
import { BLOB, eventsOf, examine, type World } from "../testing/doctor/world.ts";
import { healthyMachine } from "../testing/fake-machine-checks.ts";
import { fakeManifest, fakeModel, modelName } from "../testing/fake-models.ts";
import { FakeWindows } from "../testing/fake-windows.ts";
import { perform } from "../ui/perform.action.ts";
import type { Cause } from "./cause.ts";
import { diagnose } from "./doctor.view.ts";
import { evidenceOf } from "./evidence.view.ts";

/** A window in a world; another window is the leader, so that nothing changes by itself. */
async function openIn({ local, ...world }: World) {
  const windows = new FakeWindows();
  windows.leader = newWindowId();
  windows
    .open()
    .store.write(0, (_others, nextSeq) =>
      eventsOf(world).map((event, index) => ({ seq: nextSeq + index, atMs: index * 1_000, event })),
    );
  const { remote } = local ?? {};
  const bench = await openActionBench({ windows, ...(remote !== undefined && { remote }) });
  bench.person.types = "11500";
  bench.settings.serviceEnvironment = { OLLAMA_KEEP_ALIVE: "1h" };
  bench.packages.push({ from: "Homebrew", command: "brew install ollama" });
  bench.files.publicKey = "ssh-ed25519 AAAA";
  bench.log.write("a line");
  return bench;
}

/** What a person sees after they have pressed the button of the first cause, and the command that was recorded for it. */
async function press(world: World): Promise<readonly string[]> {
  const request = examine(world).open[0]?.fix?.request;
  assert(request);
  const { app, clock, context, log, person } = await openIn(world);
  const recorded: string[] = [];
  app.recorded$.subscribe(({ event }) => recorded.push(event.type));
  const answering = perform({ ...context, logOf: () => log }, request);
  await clock.pass(1_000);
  await answering;
  return [...person.titles, ...person.shown, ...recorded.filter((type) => type !== "window.attended")];
}

const WITH_BUTTON = Object.entries(BROKEN_WORLDS).filter(([, { fix }]) => fix !== undefined);

describe("the button of the doctor", () => {
  it.each(WITH_BUTTON)("does what it says, in a world with %s", async (_name, world) => {
    expect(world.does).toBeDefined();
    expect((await press(world))[0]).toBe(world.does);
  });
});

type Bench = Awaited<ReturnType<typeof openActionBench>>;

/** An Ollama of ours that runs. */
async function openOwn(): Promise<Bench> {
  const bench = await openActionBench();
  bench.ollama.versionText = "0.40.9";
  await bench.ask({ type: "service.start" });
  bench.ollama.appear();
  await bench.clock.pass(5_000);
  return bench;
}

function diagnosisOf({ clock, state }: Bench) {
  const log = { kind: "elsewhere" } as const;
  return diagnose(evidenceOf(state(), clock.now(), { log, machine: healthyMachine })).open;
}

type Live = {
  readonly spoil: (bench: Bench) => unknown;
  readonly cause: Cause;
  readonly meanwhile?: (bench: Bench) => void;
};

const orphan: Orphan = {
  process: { pid: 900, startedAt: "1", executable: "/lib/ollama/llama-server" },
  memoryBytes: 5e9,
  blob: BLOB,
};

/** A process that was started opens its port. */
function comeUp({ ollama, owner }: Bench): void {
  if (owner.own) ollama.appear();
}

/** How an Ollama of ours is broken, and what the world does besides once the button is pressed. */
const LIVE: Readonly<Record<string, Live>> = {
  "a stop": {
    spoil: (bench) => bench.ask({ type: "service.stop" }),
    cause: "not-running",
    meanwhile: comeUp,
  },
  "a crash": {
    spoil: ({ owner }) => owner.exit({ code: 2 }),
    cause: "crashed",
    meanwhile: comeUp,
  },
  "a kill": {
    spoil: ({ owner }) => owner.exit({ signal: "SIGKILL" }),
    cause: "killed",
    meanwhile: comeUp,
  },
  "a hang": {
    async spoil({ ollama, owner, clock, looking$ }) {
      ollama.failure = { kind: "timed-out", afterMs: 10_000 };
      owner.onStop = () => ollama.release();
      looking$.next(true);
      await clock.pass(31_000);
    },
    cause: "not-answering",
    meanwhile: comeUp,
  },
  "variables that are not in use yet": {
    spoil: ({ preferences$ }) =>
      preferences$.next({ ...DEFAULT_PREFERENCES, serviceEnvironment: { OLLAMA_KEEP_ALIVE: "1h" } }),
    cause: "variables-not-used",
    meanwhile: comeUp,
  },
  "a list of models that cannot be read": {
    async spoil({ ollama, ask }) {
      ollama.failures.set("GET /api/tags", { kind: "unreadable", endpoint: "GET /api/tags", problem: "x" });
      await ask({ type: "models.refresh" });
      ollama.failures.clear();
    },
    cause: "models-unread",
  },
  "a failed test of the API": {
    async spoil({ ollama, ask }) {
      ollama.models = [fakeModel("pony")];
      ollama.failures.set("POST /api/generate", { kind: "rejected", status: 500, message: "no" });
      ollama.failures.set("POST /api/chat", { kind: "rejected", status: 500, message: "no" });
      await ask({ type: "service.test", model: modelName("pony") });
      ollama.failures.clear();
    },
    cause: "runner-failed",
  },
  "processes that were left behind": {
    async spoil({ orphans, looking$, clock, ask, ollama }) {
      looking$.next(true);
      await ask({ type: "service.stop" });
      orphans.left = [orphan];
      await ask({ type: "service.start" });
      ollama.appear();
      await clock.pass(5_000);
    },
    cause: "left-behind",
  },
  "a download without the registry": {
    async spoil({ manifests, ollama, ask }) {
      const model = modelName("pony");
      manifests.set(model, fakeManifest({ a: 900 }));
      await ask({ type: "download.request", model });
      ollama.pulls[0]?.lines$.error(new PortError({ kind: "registry-tls", detail: "x509" }));
    },
    cause: "tls-inspected",
    meanwhile({ ollama }) {
      ollama.models = [fakeModel("pony")];
      ollama.pulls[1]?.lines$.next({ kind: "status", status: "success" });
      ollama.pulls[1]?.lines$.complete();
    },
  },
};

describe("the button of the doctor mends", () => {
  it.each(Object.entries(LIVE))("%s", async (_name, { spoil, cause, meanwhile }) => {
    const bench = await openOwn();
    await spoil(bench);
    await bench.clock.pass(5_000);
    const [found, ...others] = diagnosisOf(bench);
    expect([found?.cause, others]).toEqual([cause, []]);
    assert(found?.fix);
    await bench.ask(found.fix.request);
    meanwhile?.(bench);
    await bench.clock.pass(5_000);
    expect(diagnosisOf(bench).map((row) => row.cause)).toEqual([]);
  });
});
