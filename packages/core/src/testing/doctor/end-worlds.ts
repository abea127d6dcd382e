import type { AppEvent } from "../../app/events.ts";
import type { Failure } from "../../shared/failure.ts";
import { host, pointed } from "../events.ts";
import { CONFIG, PORT_TAKEN, running, seen, WELL, type BrokenWorld } from "./world.ts";

const up = { events: [running] } as const;
/** A start of ours that ended at once, with these last lines. */
const ended = (...logLines: readonly string[]): readonly AppEvent[] => [
  { type: "service.stopped", host },
  { type: "service.failed", host, failure: { kind: "exited", exit: { code: 1 } }, logLines },
];
const failed = (failure: Failure, ...logLines: readonly string[]): AppEvent => ({
  type: "service.failed",
  host,
  failure,
  logLines,
});
const died = (exit: { code?: number; signal?: string }, ...logLines: readonly string[]): AppEvent => ({
  type: "service.died",
  host,
  death: { exit, logLines },
});

/** Ollama does not run. */
export const END_WORLDS: Readonly<Record<string, BrokenWorld>> = {
  "not installed": {
    source: "docs/linux.md of Ollama",
    events: [{ type: "service.not-installed", host }],
    machine: { installs: seen([]) },
    cause: "not-installed",
    says: "Ollama is not installed",
    fix: "ollama.install",
    mended: { ...up, machine: {} },
  },
  "a setting that names a missing program": {
    source: "execve(2), ENOENT",
    events: [{ type: "service.not-installed", host, path: "/opt/ollama" }],
    cause: "missing-program",
    says: "/opt/ollama",
    fix: "setting.open",
    mended: up,
  },
  "not running": {
    source: "ollama#4184",
    events: [{ type: "service.stopped", host }],
    cause: "not-running",
    says: "does not run",
    fix: "service.start",
    mended: up,
  },
  "not running, after an earlier start that found its port taken": {
    source: "recordings log-port-taken, log-sigint",
    events: [{ type: "service.stopped", host }],
    lines: [CONFIG, PORT_TAKEN, ...WELL],
    cause: "not-running",
    says: "does not run",
    fix: "service.start",
    mended: up,
  },
  "another program on the port": {
    source: "ollama#11096",
    events: [
      { type: "service.port-taken", host },
      { type: "service.port-held", host, holder: { pid: 4242, name: "nginx" } },
    ],
    cause: "another-program",
    says: "nginx, process 4242",
    fix: "service.use-other-port",
    mended: up,
  },
  "a second Ollama on the port, by its log": {
    source: "recording log-port-taken; ollama#9960",
    events: ended(PORT_TAKEN),
    cause: "another-program",
    says: "address already in use",
    fix: "service.use-other-port",
    mended: up,
  },
  "a port that Windows keeps for itself": {
    source: "ollama#9444, ollama#2627",
    events: ended(
      "Error: listen tcp 127.0.0.1:11434: bind: An attempt was made to access a socket in a way forbidden by its access permissions.",
    ),
    cause: "port-forbidden",
    says: "does not let Ollama use this port",
    fix: "service.use-other-port",
    mended: up,
  },
  "an address that the machine does not have": {
    source: "bind(2), EADDRNOTAVAIL",
    events: ended("Error: listen tcp 192.168.7.9:11434: bind: cannot assign requested address"),
    cause: "address-not-here",
    says: "192.168.7.9:11434",
    fix: "setting.open",
    mended: up,
  },
  "an address in the settings that is none": {
    source: "recording log-bad-host",
    events: [
      { type: "service.misconfigured", host, setting: "paddock.host", text: "x y", problem: "bad-host" },
    ],
    cause: "bad-address",
    says: "x y",
    fix: "setting.open",
    mended: { events: [pointed, running] },
  },
  "a models folder in a home that the service may not enter": {
    source: "ollama#2701, ollama#9337",
    events: ended("Error: mkdir /home/crystal: permission denied"),
    cause: "folder-denied",
    says: "/home/crystal",
    fix: "setting.open",
    mended: up,
  },
  "a models folder that the user of a unit may not enter": {
    source: "ollama#10672, ollama#16378",
    events: [
      { type: "service.stopped", host, owner: { kind: "systemd", scope: "system", unit: "ollama.service" } },
    ],
    lines: [CONFIG, "Error: mkdir /mnt/data/ollama: permission denied: ensure path elements are traversable"],
    cause: "folder-denied",
    says: "/mnt/data",
    fix: "service.show-environment-lines",
    mended: { ...up, lines: WELL },
  },
  "a unit that systemd has given up": {
    source: "ollama#11558, systemd.unit(5)",
    events: [
      { type: "service.stopped", host, owner: { kind: "systemd", scope: "system", unit: "ollama.service" } },
    ],
    lines: [CONFIG, "ollama.service: Start request repeated too quickly."],
    cause: "crash-loop",
    says: "systemd does not start it any more",
    fix: "service.show-log",
    mended: { ...up, lines: WELL },
  },
  "a models folder on a drive that is not connected": {
    source: "ollama#12250",
    events: ended("Error: mkdir /Volumes/issolassd: permission denied: ensure path elements are traversable"),
    machine: {
      folder: seen({
        path: "/Volumes/issolassd/ollama_models",
        is: { kind: "missing", nearest: "/Volumes", isOnMissingDrive: true },
      }),
    },
    cause: "drive-missing",
    says: "Connect the drive",
    fix: "setting.open",
    mended: { ...up, machine: {} },
  },
  "a models folder below a file": {
    source: "recording log-bad-models-dir",
    events: ended("Error: mkdir /home/user/afile: not a directory: ensure path elements are traversable"),
    cause: "folder-not-a-folder",
    says: "/home/user/afile",
    fix: "setting.open",
    mended: up,
  },
  "a models folder that can only be read": {
    source: "NixOS/nixpkgs#304531",
    events: ended("Error: mkdir /mnt/nvme/ollama/models/blobs: read-only file system"),
    cause: "folder-read-only",
    says: "can only be read",
    fix: "setting.open",
    mended: up,
  },
  "a key that Ollama may not read": {
    source: "ollama#8135",
    events: ended("Error: open /usr/share/ollama/.ollama/id_ed25519: permission denied"),
    cause: "key-unreadable",
    says: "its own key",
    fix: "service.start",
    mended: up,
  },
  "a start without HOME": {
    source: "ollama#8756",
    events: ended("panic: $HOME is not defined", "goroutine 1 [running]:"),
    cause: "no-home",
    says: "home folder",
    fix: "service.show-environment-lines",
    mended: up,
  },
  "a full disk at the start": {
    source: "write(2), ENOSPC",
    events: ended("Error: write /home/user/.ollama/id_ed25519: no space left on device"),
    cause: "disk-full",
    says: "disk is full",
    fix: "dashboard.show-part",
    mended: up,
  },
  "a system that is too old for this Ollama": {
    source: "ollama#10251",
    events: ended("ollama: /lib64/libm.so.6: version `GLIBC_2.27' not found (required by ollama)"),
    cause: "missing-library",
    says: "GLIBC_2.27",
    fix: "ollama.install",
    mended: up,
  },
  "a program for another processor": {
    source: "execve(2), ENOEXEC",
    events: ended("/usr/local/bin/ollama: cannot execute binary file: Exec format error"),
    cause: "wrong-architecture",
    says: "another kind of processor",
    fix: "ollama.install",
    mended: up,
  },
  "a crash": {
    source: "recording log-crash",
    events: [
      running,
      died({ code: 2 }, "panic: runtime error: invalid memory address or nil pointer dereference"),
    ],
    cause: "crashed",
    says: "nil pointer",
    fix: "service.start",
    mended: up,
  },
  "killed because memory ran out": {
    source: "ollama#11231",
    events: [running, died({ signal: "SIGKILL" })],
    cause: "killed",
    says: "memory ran out",
    fix: "service.start",
    mended: up,
  },
  "a crash loop": {
    source: "ollama#9148",
    events: [1, 2, 3].flatMap(() => [running, died({ code: 1 }, "Error: something that is in no list")]),
    cause: "crash-loop",
    says: "something that is in no list",
    fix: "service.show-log",
    mended: up,
  },
  "missing rights": {
    source: "systemctl(1), polkit(8)",
    events: [failed({ kind: "needs-rights", line: "sudo systemctl start ollama" })],
    cause: "no-rights",
    says: "may not start or stop",
    fix: "service.run-in-terminal",
    mended: up,
  },
  "a container engine that does not run": {
    source: "docker(1): Cannot connect to the Docker daemon",
    events: [
      failed({
        kind: "tool-failed",
        tool: "docker",
        code: 1,
        detail: "Cannot connect to the Docker daemon",
        trouble: "engine-down",
      }),
    ],
    cause: "owner-tool",
    says: "The tool that starts this Ollama",
    fix: "service.start",
    mended: up,
  },
};
