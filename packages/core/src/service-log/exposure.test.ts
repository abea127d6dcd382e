import { describe, expect, it } from "vitest";
import type { Owner } from "../service/owner.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given } from "../testing/index.ts";
import { dashboardView, serviceRows } from "../ui/index.ts";
import { noRequests } from "../activity/request-list.ts";
import { describeLines } from "./description.ts";
import { exposureOf } from "./exposure.view.ts";
import { serviceTabView } from "./service-tab.view.ts";
import type { ShownLog } from "./shown-log.ts";

const NOW = Date.parse("2026-11-23T09:06:14Z");

const listening = (address: string): string =>
  `time=2026-11-23T05:54:13.396Z level=INFO source=routes.go:1864 msg="Listening on ${address} (version 0.35.0)"`;
const followed = (lines: readonly string[], clients: ReadonlyMap<string, number> = new Map()): ShownLog => ({
  kind: "followed",
  place: { kind: "file", path: "/home/user/serve.log" },
  description: describeLines(lines),
  lines: lines.map((text, index) => ({ number: index + 1, text })),
  clients,
  requests: noRequests,
});

describe("an address beyond loopback", () => {
  const stateWith = (address: string) =>
    given(pointed, running, {
      type: "service.described",
      host,
      description: describeLines([listening(address)]),
    }).state;

  it.each(["[::]:11434", "0.0.0.0:11434", "192.168.1.4:11434"])("is shown everywhere: %s", (address) => {
    const state = stateWith(address);
    expect(serviceRows(state, 0).find(({ key }) => key === "exposure")).toMatchObject({
      label: "Open to the network",
      detail: address,
      tone: "warn",
    });
    expect(dashboardView(state, 0).service.lines.rest).toMatch(/^open to the network/);
    expect(dashboardView(state, 0).serviceTab?.exposure?.text).toContain(
      `reachable from your network at ${address}, without a password.`,
    );
  });

  it.each(["127.0.0.1:11434", "[::1]:11434"])("is not %s", (address) => {
    const state = stateWith(address);
    expect(serviceRows(state, 0).map(({ key }) => key)).not.toContain("exposure");
    expect(dashboardView(state, 0).serviceTab?.exposure).toBeNull();
  });

  it("is known without a log of a service that we started", () => {
    const { endpoint } = pointed;
    const open = { ...pointed, endpoint: { ...endpoint, hostname: "0.0.0.0", dialHostname: "127.0.0.1" } };
    const ours = running;
    expect(dashboardView(given(open, ours).state, 0).serviceTab?.exposure?.text).toContain("0.0.0.0:11434");
    const theirs = { ...running, owner: { kind: "another-program" } } as const;
    expect(dashboardView(given(open, theirs).state, 0).serviceTab?.exposure).toBeNull();
  });

  it("is not the address inside a container, whatever of it is published", () => {
    const owner = { kind: "container", engine: "docker", name: "ollama" } as const;
    const described = {
      type: "service.described",
      host,
      description: describeLines([listening("[::]:11434")]),
    } as const;
    const { state } = given(pointed, { ...running, owner }, described);
    expect(dashboardView(state, 0).serviceTab?.exposure).toBeNull();
  });

  describe("is told by the machine where no log can be read", () => {
    const located = (owner: Owner, listensOn: string) =>
      given(
        pointed,
        { ...running, owner },
        {
          type: "service.located",
          host,
          server: { listensOn, pid: 812, startedAtMs: NOW - 60_000, executable: "/usr/bin/ollama" },
        },
      ).state;
    it.each<Owner>([
      { kind: "another-program" },
      { kind: "systemd", scope: "system", unit: "ollama.service" },
      { kind: "container", engine: "docker", name: "ollama" },
    ])("by the socket of $kind", (owner) => {
      const open = serviceTabView(located(owner, "0.0.0.0:11434"), NOW, {
        log: { kind: "elsewhere" },
        store: null,
      });
      expect(open.exposure?.text).toContain("reachable from your network at 0.0.0.0:11434");
      const rows = open.owner.rows.map(({ key, value, remark }) => [key, value, remark]);
      expect(rows).toEqual([
        ["owner", expect.any(String), "pid 812"],
        ["since", expect.stringContaining("1 min"), ""],
        ["version", "0.33.0", ""],
        ["executable", "/usr/bin/ollama", ""],
        ["listens", "0.0.0.0:11434", "open to the network"],
      ]);
      expect(exposureOf(located(owner, "127.0.0.1:11434"))).toBeUndefined();
    });

    it("not of an earlier run", () => {
      const theirs = { ...running, owner: { kind: "another-program" } } as const;
      const { state } = given(
        pointed,
        theirs,
        { type: "service.located", host, server: { listensOn: "0.0.0.0:11434" } },
        { type: "service.stopped", host },
        theirs,
      );
      expect(exposureOf(state)).toBeUndefined();
    });
  });

  it("of another machine is its own affair", () => {
    const remote = { ...running, owner: { kind: "elsewhere" } } as const;
    const described = {
      type: "service.described",
      host,
      description: describeLines([listening("[::]:11434")]),
    } as const;
    const { state } = given({ ...pointed, isRemote: true }, remote, described);
    expect(dashboardView(state, 0).serviceTab?.exposure).toBeNull();
  });

  it("comes with who has used it", () => {
    const clients = new Map([
      ["192.168.1.40", 1],
      ["192.168.1.23", 31],
    ]);
    const view = serviceTabView(stateWith("[::]:11434"), NOW, {
      log: followed([listening("[::]:11434")], clients),
      store: null,
    });
    expect(view.exposure?.text).toContain("Used by 192.168.1.23 (31 requests), 192.168.1.40 (1 request).");
  });
});
