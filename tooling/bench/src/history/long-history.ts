import { DEFAULT_ENDPOINT, hostIdOf, type AppEvent, type Recorded } from "@paddock/core";
import { newDownloadId, newWindowId } from "@paddock/core/adapters";
import { modelName } from "@paddock/core/testing";

const host = hostIdOf(DEFAULT_ENDPOINT);
const [model, other] = [modelName("llama3.2:3b"), modelName("hf.co/someone/something:Q4_K_M")];
const MINUTE_MS = 60_000;

/** A heavily used Ollama: about this many facts a day, with one download. */
const FACTS_PER_DOWNLOAD = 1_000;

/** A session with Ollama: the service is started, tested and stopped, and models are loaded and unloaded. */
function session(): readonly AppEvent[] {
  const process = { pid: 4_711, startedAt: "1234567", executable: "/usr/local/bin/ollama" };
  const test: readonly AppEvent[] = [
    { type: "test.requested", host },
    { type: "test.stepped", host, step: { step: "reach", outcome: "passed", tookMs: 1 } },
    {
      type: "test.stepped",
      host,
      step: { step: "version", outcome: "passed", tookMs: 2, version: "0.33.0" },
    },
    {
      type: "test.stepped",
      host,
      step: {
        step: "answer",
        outcome: "passed",
        tookMs: 740,
        model,
        by: "/api/chat",
        answer: { kind: "words", text: "Hello! How can I help you today?" },
      },
    },
    { type: "test.completed", host },
  ];
  const loaded = (kind: "load" | "unload"): readonly AppEvent[] => [
    { type: "operation.requested", host, operation: { kind, model } },
    { type: "operation.completed", host, operation: { kind, model } },
  ];
  return [
    { type: "leader.elected", window: newWindowId() },
    { type: "service.pointed", host, endpoint: DEFAULT_ENDPOINT, isRemote: false, isDemo: false },
    { type: "service.stopped", host },
    { type: "service.start-requested", host },
    { type: "service.spawned", host, process },
    { type: "service.starting", host, portOpen: true, owner: { kind: "paddock" } },
    { type: "service.running", host, version: "0.33.0", owner: { kind: "paddock", process } },
    ...loaded("load"),
    ...test,
    ...loaded("unload"),
    { type: "models.refresh-requested", host },
    { type: "service.died", host, death: { exit: { signal: "SIGKILL" }, logLines: ["it was so sudden"] } },
  ];
}

function download(): readonly AppEvent[] {
  const id = newDownloadId();
  return [
    { type: "download.requested", host, id, model: other },
    { type: "download.started", host, id },
    { type: "download.completed", host, id },
  ];
}

/** A history with this many facts, as after months of heavy use; the last fact is from now. */
export function longHistory(count: number): readonly Recorded[] {
  const events: AppEvent[] = [];
  let downloads = 0;
  while (events.length < count) {
    events.push(...session());
    if (events.length / FACTS_PER_DOWNLOAD > downloads && ++downloads) events.push(...download());
  }
  const beganMs = Date.now() - count * MINUTE_MS;
  return events
    .slice(0, count)
    .map((event, index) => ({ seq: index + 1, atMs: beganMs + index * MINUTE_MS, event }));
}
