import { describeLines } from "../../service-log/description.ts";
import { detailsKey } from "../../models/details-key.ts";
import { host } from "../events.ts";
import { fakeDetails, fakeModel, modelName } from "../fake-models.ts";
import { BLOB, CONFIG, running, said, type BrokenWorld } from "./world.ts";

const up = [running] as const;
const model = modelName("pony");

/** Something about the version, the settings, what is left over, or Paddock itself. */
export const OTHER_WORLDS: Readonly<Record<string, BrokenWorld>> = {
  "an address that every machine can reach": {
    source: "docs/faq.md of Ollama, OLLAMA_HOST",
    events: [
      running,
      {
        type: "service.described",
        host,
        description: describeLines([CONFIG, said("Listening on [::]:11434 (version 0.40.9)")]),
      },
    ],
    cause: "exposed",
    says: "without a password",
    fix: "setting.open",
    does: "setting: host",
    mended: { events: up },
  },
  "a version with a published hole": {
    source: "CVE-2026-7482",
    events: [{ ...running, version: "0.12.11" }],
    cause: "published-hole",
    says: "CVE-2026-7482",
    fix: "ollama.install",
    does: "website: https://ollama.com/download",
    mended: { events: up },
  },
  "a version that is too old for a model that is here": {
    source: "ollama#14876",
    events: [
      { ...running, version: "0.24.0" },
      { type: "models.listed", host, models: [fakeModel("pony")] },
      {
        type: "models.described",
        host,
        key: detailsKey(fakeModel("pony")),
        details: fakeDetails({ requires: "0.30.0" }),
      },
    ],
    cause: "version-too-old",
    says: "0.30.0",
    fix: "ollama.install",
    does: "website: https://ollama.com/download",
    mended: { events: up },
  },
  "a server that is like Ollama": {
    source: "llama-swap, api/version",
    events: [{ ...running, version: "0.0.74" }],
    cause: "compatible",
    says: "reports a version that Ollama does not use",
    fix: "ollama.install",
    does: "website: https://ollama.com/download",
    mended: { events: up },
  },
  "a list of models that cannot be read": {
    source: "docker/model-runner#456",
    events: [
      running,
      {
        type: "models.unread",
        host,
        failure: { kind: "unreadable", endpoint: "GET /api/tags", problem: "x" },
      },
    ],
    cause: "models-unread",
    says: "GET /api/tags",
    fix: "models.refresh",
    does: "models.refresh-requested",
    mended: { events: [running, { type: "models.listed", host, models: [] }] },
  },
  "variables that are not in use yet": {
    source: "docs/ollama.md §4.5",
    events: [running, { type: "environment.differs", host, names: ["OLLAMA_KEEP_ALIVE"] }],
    cause: "variables-not-used",
    says: "OLLAMA_KEEP_ALIVE",
    fix: "service.restart",
    does: "service.restart-requested",
    mended: { events: up },
  },
  "processes that were left behind": {
    source: "recording processes-sigkill; ollama#5642",
    events: [
      running,
      {
        type: "orphans.found",
        host,
        orphans: [
          {
            process: { pid: 77, startedAt: "1", executable: "/lib/ollama/llama-server" },
            memoryBytes: 5e9,
            blob: BLOB,
          },
        ],
      },
    ],
    cause: "left-behind",
    says: "pid 77",
    fix: "service.end-orphans",
    does: "orphans.end-requested",
    mended: { events: [running, { type: "orphans.found", host, orphans: [] }] },
  },
  "a failed test of the API": {
    source: "recording load-fails-cache-type",
    events: [
      running,
      { type: "test.requested", host },
      {
        type: "test.stepped",
        host,
        step: {
          step: "answer",
          outcome: "failed",
          tookMs: 12,
          model,
          failure: { kind: "rejected", status: 500, message: "invalid cache type" },
        },
      },
      { type: "test.completed", host },
    ],
    cause: "runner-failed",
    says: "invalid cache type",
    fix: "service.test",
    does: "test.requested",
    mended: { events: up },
  },
  "a history that cannot be saved": {
    source: "vscode-remote-release#540",
    events: [running, { type: "history.unkept", failure: { kind: "store-full" } }],
    cause: "history-unkept",
    says: "disk that holds",
    fix: "service.show-log",
    does: "service log",
    mended: { events: [running, { type: "history.kept" }] },
  },
  "a window that does not respond": {
    source: "microsoft/vscode, extension host is unresponsive",
    events: up,
    local: { isLeader: false, isLeaderSilent: true },
    cause: "leader-silent",
    says: "not responding",
    mended: { local: {} },
  },
  "a newer Paddock in another window": {
    source: "VS Code, extensions are updated window by window",
    events: up,
    local: { isLeader: false, isOutdated: true },
    cause: "newer-paddock",
    says: "Reload this window",
    fix: "window.reload",
    does: "reload",
    mended: { local: {} },
  },
  "a variable that Ollama would ignore": {
    source: "docs/ollama.md §4.5",
    events: [
      running,
      {
        type: "environment.checked",
        host,
        problems: [{ kind: "misspelt", name: "OLLAMA_KEEPALIVE", meant: "OLLAMA_KEEP_ALIVE" }],
      },
    ],
    cause: "bad-variables",
    says: "OLLAMA_KEEPALIVE",
    fix: "setting.open",
    does: "setting: environment",
    mended: { events: up },
  },
};
