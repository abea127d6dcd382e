import { describe, expect, it } from "vitest";
import { mayBeRemote, ownerChoice, ownerOf } from "./owner-choice.ts";

const custom = {
  kind: "custom",
  name: "gpu-box",
  start: ["ssh", "box", "rc-service ollama start"],
  stop: ["ssh", "box"],
};

describe("a choice of who runs Ollama", () => {
  it.each([undefined, null, {}])("is none if it is %j", (value) =>
    expect(ownerChoice(value)).toEqual({ kind: "none" }),
  );

  it.each([
    [{ kind: "container", engine: "docker", name: "ollama" }, true],
    [{ kind: "container", engine: "podman", name: "ollama", context: "box" }, true],
    [{ kind: "kubernetes", context: "lab", namespace: "prod", workload: "statefulset/ollama" }, true],
    [{ kind: "systemd", scope: "user", unit: "ollama.service" }, false],
  ])("names the owner %j", (value, isRemote) => {
    const parsed = ownerChoice(value);
    if (parsed.kind !== "chosen") throw new Error(JSON.stringify(parsed));
    expect(ownerOf(parsed.choice)).toEqual(value);
    expect(mayBeRemote(parsed.choice)).toBe(isRemote);
  });

  it("of a unit without an ending means the service", () =>
    expect(ownerChoice({ kind: "systemd", scope: "system", unit: "ollama@gpu" })).toEqual({
      kind: "chosen",
      choice: { kind: "systemd", scope: "system", unit: "ollama@gpu.service" },
    }));

  it("of own commands keeps them, and the owner has only its name", () => {
    const value = {
      ...custom,
      status: ["C:\\nssm\\nssm.exe", "status"],
      log: ["\\\\share\\tail.exe", "$HOME"],
    };
    const parsed = ownerChoice(value);
    expect(parsed).toEqual({ kind: "chosen", choice: value });
    if (parsed.kind === "chosen") expect(ownerOf(parsed.choice)).toEqual({ kind: "custom", name: "gpu-box" });
  });

  it("of Paddock names no owner: its process has to be found", () => {
    const parsed = ownerChoice({ kind: "paddock" });
    expect(parsed).toEqual({ kind: "chosen", choice: { kind: "paddock" } });
    if (parsed.kind === "chosen") expect(ownerOf(parsed.choice)).toBeUndefined();
  });

  it.each([
    ["docker", "", "not-an-object"],
    [[], "", "not-an-object"],
    [{ kind: "snap" }, "kind", "unknown-kind"],
    [{ name: "ollama" }, "kind", "unknown-kind"],
    [{ kind: "container", engine: "docker", name: "ollama", contxt: "box" }, "contxt", "unknown-field"],
    [{ kind: "container", engine: "lxc", name: "ollama" }, "engine", "not-a-choice"],
    [{ kind: "container", engine: "docker" }, "name", "missing"],
    [{ kind: "container", engine: "docker", name: 7 }, "name", "not-text"],
    [{ kind: "container", engine: "docker", name: "--all" }, "name", "not-a-name"],
    [{ kind: "container", engine: "docker", name: "a b" }, "name", "not-a-name"],
    [{ kind: "container", engine: "docker", name: "ollama/x" }, "name", "not-a-name"],
    [{ kind: "container", engine: "docker", name: "4f66ad9a0b2e" }, "name", "not-a-name"],
    [
      { kind: "kubernetes", context: "lab", namespace: "prod", workload: "pod/ollama" },
      "workload",
      "not-a-workload",
    ],
    [{ kind: "systemd", scope: "system", unit: "-H box" }, "unit", "not-a-name"],
    [{ ...custom, name: " " }, "name", "not-a-name"],
    [{ ...custom, start: "rc-service ollama start" }, "start", "not-a-list"],
    [{ ...custom, start: [] }, "start", "empty-list"],
    [{ ...custom, stop: ["rc-service", 7] }, "stop", "not-text"],
    [{ ...custom, stop: ["a\0b"] }, "stop", "not-text"],
    [{ ...custom, start: ["./start.sh"] }, "start", "relative-program"],
    [{ ...custom, log: ["bin\\tail"] }, "log", "relative-program"],
    [{ ...custom, start: ["."] }, "start", "relative-program"],
    [{ ...custom, start: [".."] }, "start", "relative-program"],
    [{ ...custom, start: ["C:evil"] }, "start", "relative-program"],
    [{ ...custom, status: [""] }, "status", "relative-program"],
  ])("%j has a problem in “%s”: %s", (value, field, because) =>
    expect(ownerChoice(value)).toEqual({ kind: "wrong", problem: { field, because } }),
  );

  it.each(["*", "ollama*", "ollama[ab]", "poweroff.target", "ollama.socket", "a b", "../x", "/x.service"])(
    "has no unit that is not one service: %s",
    (unit) =>
      expect(ownerChoice({ kind: "systemd", scope: "system", unit })).toEqual({
        kind: "wrong",
        problem: { field: "unit", because: "not-a-name" },
      }),
  );
});
