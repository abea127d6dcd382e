import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { at, host } from "../events.ts";
import { running, seen, type BrokenWorld } from "./world.ts";

const up = { events: [running] } as const;
const lan = at({ ...DEFAULT_ENDPOINT, hostname: "gpu-box", dialHostname: "gpu-box" });
const onLan = { ...lan, isRemote: true };
const lanRunning = { ...running, host: lan.host, owner: { kind: "elsewhere" } } as const;
const lanUp = { events: [onLan, lanRunning] } as const;

/** Ollama does not answer, or something else does. */
export const REACH_WORLDS: Readonly<Record<string, BrokenWorld>> = {
  "a hang": {
    source: "docs/ollama.md §0.7",
    events: [running, { type: "service.not-answering", host, owner: { kind: "paddock" } }],
    cause: "not-answering",
    says: "does not answer",
    fix: "service.restart",
    does: "service.restart-requested",
    mended: up,
  },
  "a name of the host that Ollama does not know": {
    source: "recording host-refused",
    events: [
      onLan,
      {
        type: "service.refused",
        host: lan.host,
        owner: { kind: "elsewhere" },
        failure: { kind: "forbidden", status: 403 },
      },
    ],
    cause: "host-guard",
    says: "use an IP address",
    fix: "setting.open",
    does: "setting: host",
    mended: lanUp,
  },
  "a proxy that wants a token": {
    source: "ollama#1053",
    events: [
      onLan,
      {
        type: "service.refused",
        host: lan.host,
        owner: { kind: "elsewhere" },
        failure: { kind: "forbidden", status: 401, message: "Unauthorized" },
      },
    ],
    cause: "wants-password",
    says: "Set Request Headers…",
    fix: "service.set-headers",
    does: "headers: http://gpu-box:11434",
    mended: lanUp,
  },
  "a proxy that answers in its own words": {
    source: "ollama-python#437",
    events: [
      onLan,
      {
        type: "service.refused",
        host: lan.host,
        owner: { kind: "elsewhere" },
        failure: { kind: "unreadable", endpoint: "GET /api/tags", problem: "<html>" },
      },
    ],
    cause: "proxy-answers",
    says: "answers in its place",
    fix: "setting.open",
    does: "setting: host",
    mended: lanUp,
  },
  "a proxy without an Ollama behind it": {
    source: "ollama#3694",
    events: [
      onLan,
      { type: "service.unreachable", host: lan.host, failure: { kind: "bad-gateway", status: 502 } },
    ],
    cause: "proxy-without-ollama",
    says: "cannot reach Ollama",
    fix: "setting.open",
    does: "setting: host",
    mended: lanUp,
  },
  "a certificate that is not trusted": {
    source: "RFC 5280, 6.1",
    events: [
      onLan,
      { type: "service.unreachable", host: lan.host, failure: { kind: "unreachable", cause: "tls" } },
    ],
    cause: "not-trusted",
    says: "certificate",
    fix: "setting.open",
    does: "setting: hosts",
    mended: lanUp,
  },
  "a name that is not found": {
    source: "getaddrinfo(3), EAI_NONAME",
    events: [
      onLan,
      {
        type: "service.unreachable",
        host: lan.host,
        failure: { kind: "unreachable", cause: "no-such-host" },
      },
    ],
    cause: "no-such-host",
    says: "no machine of this name",
    fix: "setting.open",
    does: "setting: host",
    mended: lanUp,
  },
  "a machine without a route to it": {
    source: "connect(2), EHOSTUNREACH",
    events: [
      onLan,
      { type: "service.unreachable", host: lan.host, failure: { kind: "unreachable", cause: "no-route" } },
    ],
    cause: "unreachable",
    says: "cannot be reached",
    fix: "setting.open",
    does: "setting: host",
    mended: lanUp,
  },
  "a proxy of the editor on the way to another machine": {
    source: "VS Code, Network Connections, http.proxy",
    events: [
      onLan,
      { type: "service.unreachable", host: lan.host, failure: { kind: "timed-out", afterMs: 5_000 } },
    ],
    machine: {
      proxies: seen({
        proxies: [{ via: "http.proxy", url: "http://proxy.example:3128" }],
        except: ["localhost"],
      }),
    },
    cause: "proxy-answers",
    says: "http.proxy=http://proxy.example:3128",
    fix: "setting.open",
    does: "setting: proxy",
    mended: { ...lanUp, machine: {} },
  },
  "a remote window, in which 127.0.0.1 is another machine": {
    source: "ollama-vscode#56, continue#1145",
    events: [{ type: "service.not-installed", host }],
    machine: { installs: seen([]) },
    local: { remote: "ssh-remote" },
    cause: "other-machine",
    says: "ssh-remote",
    fix: "host.use-own-computer",
    does: "Ollama of your own computer",
    mended: { ...lanUp, local: { remote: "ssh-remote" } },
  },
  "an Ollama that listens on ::1 only": {
    source: "ollama#560, ollama-js#102",
    events: [{ type: "service.stopped", host }],
    machine: { localhost: seen({ addresses: ["::1", "127.0.0.1"], ipv4: "refused", ipv6: "ollama" }) },
    cause: "only-ipv6",
    says: "[::1]:11434",
    fix: "setting.open",
    does: "setting: host",
    mended: { ...up, machine: {} },
  },
};
