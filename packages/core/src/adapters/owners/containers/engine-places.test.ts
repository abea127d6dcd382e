import { describe, expect, it } from "vitest";
import { connectionList, contextLine } from "../../../testing/machines/containers/samples.ts";
import { isLocalEngine, parseCurrentContext, parseDefaultConnection } from "./engine-places.ts";

describe("an engine", () => {
  it.each([
    ["", true],
    ["unix:///var/run/docker.sock", true],
    ["unix:///Users/jane/.colima/default/docker.sock", true],
    ["npipe:////./pipe/docker_engine", true],
    ["tcp://localhost:2375", true],
    ["tcp://[::1]:2375", true],
    ["ssh://localhost", false],
    ["ssh://jane@127.0.0.1:2222", false],
    ["ssh://jane@gpu-box", false],
    ["tcp://192.0.2.7:2376", false],
    ["tcp://", false],
  ])("at “%s” is on this machine: %s", (address, isLocal) => expect(isLocalEngine(address)).toBe(isLocal));

  it("is that of the current context, in lines or in a list", () => {
    const rows = [
      contextLine("default", "unix:///var/run/docker.sock", false),
      contextLine("colima", "unix:///Users/jane/.colima/default/docker.sock"),
      contextLine("box", "ssh://jane@gpu-box", false),
    ];
    const colima = { name: "colima", isLocal: true };
    expect(parseCurrentContext(rows.join("\n"))).toEqual(colima);
    expect(parseCurrentContext(`[${rows.join(",")}]`)).toEqual(colima);
    expect(parseCurrentContext(contextLine("box", "ssh://jane@gpu-box"))).toEqual({
      name: "box",
      isLocal: false,
    });
    expect(parseCurrentContext("")).toBeUndefined();
  });

  it("of podman is that of the default connection", () => {
    const local = connectionList("podman-machine-default", "ssh://core@127.0.0.1:53685/run/podman.sock");
    expect(parseDefaultConnection(local)).toEqual({ name: "podman-machine-default", isLocal: true });
    expect(parseDefaultConnection(connectionList("box", "ssh://core@box:22/run/podman.sock"))?.isLocal).toBe(
      false,
    );
    expect(parseDefaultConnection("[]")).toBeUndefined();
  });
});
