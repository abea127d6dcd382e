import { LISTENING, PORT_TAKEN, RTX, running, said, seen, WELL, type BrokenWorld } from "./world.ts";

const up = [running] as const;

/** Something about the machine is not as it should be. */
export const MACHINE_WORLDS: Readonly<Record<string, BrokenWorld>> = {
  "a folder that the service's user may not write": {
    source: "ollama#1066",
    events: up,
    machine: {
      folder: seen({
        path: "/data/models",
        is: { kind: "folder", mayRead: true, mayWrite: false, user: "ollama" },
      }),
    },
    cause: "folder-denied",
    says: "as the user ollama",
    fix: "setting.open",
    does: "setting: environment",
    mended: { machine: {} },
  },
  "a folder in a home that the service's user may not enter": {
    source: "ollama#9337, path_resolution(7)",
    events: up,
    machine: {
      folder: seen({
        path: "/home/me/models",
        is: { kind: "folder", mayRead: false, mayWrite: false, user: "ollama", barredBy: "/home/me" },
      }),
    },
    cause: "folder-denied",
    says: "cannot enter “/home/me”",
    fix: "setting.open",
    does: "setting: environment",
    mended: { machine: {} },
  },
  "a disk that is nearly full": {
    source: "statfs(2)",
    events: up,
    machine: {
      folder: seen({
        path: "/data/models",
        is: { kind: "folder", disk: { freeBytes: 3e9, totalBytes: 468e9 } },
      }),
    },
    cause: "disk-nearly-full",
    says: "3.0 GB of 468 GB are free",
    fix: "dashboard.show-part",
    does: "page: dashboard, disk",
    mended: { machine: {} },
  },
  "two installations": {
    source: "ollama#16432",
    events: up,
    machine: {
      installs: seen([
        { path: "/usr/local/bin/ollama", from: "path", libraries: "whole" },
        { path: "/snap/bin/ollama", from: "snap", libraries: "unknown" },
      ]),
    },
    cause: "several-installs",
    says: "/snap/bin/ollama",
    fix: "setting.open",
    does: "setting: executable",
    mended: { machine: {} },
  },
  "another program at ::1": {
    source: "promptfoo#160",
    events: up,
    machine: {
      localhost: seen({ addresses: ["::1", "127.0.0.1"], ipv4: "ollama", ipv6: "another-program" }),
    },
    cause: "two-servers",
    says: "localhost",
    fix: "service.copy-port-command",
    does: "clipboard: sudo ss -ltnp 'sport = :11434'",
    mended: { machine: {} },
  },
  "a second Ollama that is started again and again": {
    source: "ollama#3575",
    events: up,
    lines: [...WELL, PORT_TAKEN],
    cause: "two-servers",
    says: "second Ollama",
    fix: "service.choose-owner",
    does: "Choose Who Runs Ollama",
    mended: { lines: WELL },
  },
  "HTTP_PROXY for the server": {
    source: "ollama#6195, ollama#4674",
    events: up,
    lines: [
      said(
        "server config",
        'env="map[HTTPS_PROXY: HTTP_PROXY:http://10.0.0.1:3128 NO_PROXY: OLLAMA_HOST:http://127.0.0.1:11434]"',
      ),
      LISTENING,
      RTX,
    ],
    cause: "proxy-for-clients",
    says: "http://10.0.0.1:3128",
    fix: "service.show-environment-lines",
    does: "Environment Lines",
    mended: { lines: WELL },
  },
};
