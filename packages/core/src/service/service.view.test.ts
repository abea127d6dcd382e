import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import type { AppState } from "../app/state.ts";
import type { Exit, Failure } from "../shared/failure.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given } from "../testing/index.ts";
import { menuContext, noticeViews, serviceRows, statusBarView } from "../ui/index.ts";

const rowsOf = (state: AppState): readonly string[] =>
  serviceRows(state, 0).map(({ label, detail }) => (detail === "" ? label : `${label}: ${detail}`));
const labelsOf = (state: AppState): readonly string[] =>
  statusBarView(state, 0).actions.map(({ label }) => label);
const failedWith = (failure: Failure, logLines: readonly string[] = []): AppState =>
  given(pointed, { type: "service.failed", host, failure, logLines }).state;

const PANIC = [
  "panic: runtime error: invalid memory address",
  "goroutine 46 [running]:",
  "\tserver/routes.go:1",
];

describe("a service that ended", () => {
  const diedWith = (exit: Exit, logLines: readonly string[] = PANIC): AppState => {
    const died: AppEvent = { type: "service.died", host, death: { exit, logLines } };
    return given(pointed, running, { type: "service.stopped", host }, died).state;
  };

  it("shows the telling line of its log, and not the last frame of a stack", () => {
    const state = diedWith({ code: 2 });
    expect(rowsOf(state)).toContain(`Last log output: ${PANIC[0]}`);
    expect(noticeViews(state)[0]?.text).toBe(
      `Ollama exited unexpectedly. Exit code: 2. Last log output: ${PANIC[0]}`,
    );
  });

  it.each<[Exit, string, string]>([
    [{ code: 0 }, "A person or another program ended Ollama, not Paddock.", "quiet"],
    [{ signal: "SIGTERM" }, "A person or another program ended Ollama, not Paddock.", "quiet"],
    [
      { signal: "SIGKILL" },
      "Ollama was killed: by a person, by another program, or by the system because memory ran out.",
      "warn",
    ],
    [{ signal: "SIGSEGV" }, "Ollama exited unexpectedly. Signal: SIGSEGV.", "warn"],
    [{}, "Ollama has stopped.", "warn"],
  ])("after %o says who may have ended it", (exit, words, tone) => {
    const state = diedWith(exit, []);
    expect(serviceRows(state, 0).find(({ key }) => key === "state")).toMatchObject({ detail: words, tone });
    expect(statusBarView(state, 0).tooltip).toContain(words);
  });

  it("shows no log where others ended it in an orderly way", () => {
    const state = diedWith({ code: 0 }, ['time=2026-11-23T05:50:15.779Z level=INFO msg="all is well"']);
    expect(rowsOf(state).join()).not.toContain("Last log output");
    expect(noticeViews(state)[0]?.text).toBe("A person or another program ended Ollama, not Paddock.");
  });
});

describe("a service that could not be started", () => {
  const exited = { kind: "exited", exit: { code: 1 } } as const;
  const reason = "Error: mkdir /home/user/afile: not a directory";

  it("is not said to have its reason in the log where the reason is shown", () => {
    const state = failedWith(exited, [reason]);
    expect(rowsOf(state).slice(1, 3)).toEqual([
      "Failed: Ollama exited while it was starting. Exit code: 1.",
      `Last log output: ${reason}`,
    ]);
    expect(noticeViews(state)[0]?.text).toBe(
      `Ollama exited while it was starting. Exit code: 1. Last log output: ${reason}`,
    );
    expect(rowsOf(failedWith(exited))).toContain(
      "Failed: Ollama exited while it was starting. Exit code: 1. See its log for the reason.",
    );
  });

  it("because a setting names no program offers that setting, and no installation", () => {
    const missing = { type: "service.not-installed", host, path: "/nowhere/ollama" } as const;
    expect(menuContext(given(pointed, missing).state).situation).toBe("no-program");
    const { state } = given(pointed, missing);
    expect(rowsOf(state)).toContain("Program not found: There is no program at “/nowhere/ollama”.");
    expect(labelsOf(state)).toEqual(["Set Executable Path…", "Find Out Why"]);
  });

  it("because Ollama is not installed offers both", () => {
    const { state } = given(pointed, { type: "service.not-installed", host });
    expect(rowsOf(state)).toContain("Not installed: Ollama was not found on this machine.");
    expect(labelsOf(state)).toEqual([
      "Install Ollama",
      "Install in a Terminal…",
      "Set Executable Path…",
      "Find Out Why",
    ]);
  });

  it.each<[Failure, string]>([
    [{ kind: "spawn-failed", path: "/bin/x", detail: "EACCES" }, "Set Executable Path…"],
    [exited, "Set Executable Path…"],
    [{ kind: "listens-elsewhere", address: "127.0.0.1:11999" }, "Open Host Setting"],
  ])("because of %o offers the setting that may be wrong", (failure, label) => {
    expect(labelsOf(failedWith(failure))).toContain(label);
  });

  it("because it listens elsewhere says where, and what to do", () => {
    const [, words] = rowsOf(failedWith({ kind: "listens-elsewhere", address: "127.0.0.1:11999" }));
    expect(words).toContain("Ollama listens on 127.0.0.1:11999");
    expect(words).toContain("Set the host to 127.0.0.1:11999");
  });
});

describe("in a remote window", () => {
  const inWindow = (remote: string, ...events: readonly AppEvent[]): AppState => {
    const { state } = given(...events);
    return { ...state, local: { ...state.local, remote } };
  };
  const inRemote = (...events: readonly AppEvent[]): AppState => inWindow("ssh-remote", ...events);
  const machine = (state: AppState) => serviceRows(state, 0).find(({ key }) => key === "machine");

  it("says which machine a local address is", () => {
    const row = machine(inRemote(pointed, running));
    expect(row?.detail).toBe("SSH host, not your own computer");
    expect(row?.hover).toEqual([
      "In this window, “localhost” is the remote machine, not your own computer.",
      "An SSH forward leads from here to the Ollama of your own computer.",
      "Click to use that Ollama.",
    ]);
    expect(row?.request).toEqual({ type: "host.use-own-computer" });
  });

  it.each([
    ["wsl", "WSL, not Windows", /127\.0\.0\.1 if WSL's network is mirrored/],
    ["dev-container", "container, not the machine that runs it", /host\.docker\.internal/],
    ["attached-container", "container, not the machine that runs it", /host\.containers\.internal/],
    ["codespaces", "codespace, not your own computer", /runs at GitHub/],
    ["tunnel", "end of the tunnel, not your own computer", /not lead back/],
    ["k8s-container", "remote (k8s-container), not your own computer", /same network/],
  ])("of the kind %s says what it is, and where the other Ollama is", (remote, detail, words) => {
    const row = machine(inWindow(remote, pointed, running));
    expect(row?.detail).toBe(detail);
    expect(row?.hover[1]).toMatch(words);
  });

  it("does not take the address of a VS Code in the browser for a kind of machine", () => {
    expect(machine(inWindow("10.0.0.7:8080", pointed, running))?.detail).toBe(
      "remote, not your own computer",
    );
  });

  it("says nothing about another host, a demo, or in a window of one's own machine", () => {
    expect(machine(inRemote({ ...pointed, isDemo: true }, running))).toBeUndefined();
    expect(
      machine(inRemote({ ...pointed, isRemote: true }, { ...running, owner: { kind: "elsewhere" } })),
    ).toBeUndefined();
    const lan = { ...pointed.endpoint, hostname: "192.168.1.5", dialHostname: "192.168.1.5" };
    expect(machine(inRemote({ ...pointed, endpoint: lan }, running))).toBeUndefined();
    expect(machine(given(pointed, running).state)).toBeUndefined();
  });
});
