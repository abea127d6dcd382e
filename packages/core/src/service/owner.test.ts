import { describeRunBy } from "./owner.view.ts";
import { failureRemedies } from "./service-actions.view.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { describe, expect, it } from "vitest";
import { given } from "../testing/index.ts";
import { at, host, pointed, running } from "../testing/events.ts";
import { hostFacts } from "../app/state.ts";
import { canOf, type Owner } from "./owner.ts";

const process = { pid: 812, startedAt: "then", executable: "/usr/bin/ollama" };
const stop = { type: "service.stop", host } as const;

describe("a service", () => {
  it.each<[Owner, string | undefined]>([
    [{ kind: "looking" }, "still-looking"],
    [{ kind: "paddock", process }, undefined],
    [{ kind: "terminal", process }, undefined],
    [{ kind: "systemd", scope: "system", unit: "ollama.service" }, undefined],
    [{ kind: "homebrew", brew: "/opt/homebrew/bin/brew", service: "ollama", scope: "user" }, undefined],
    [{ kind: "mac-app", app: "/Applications/Ollama.app" }, undefined],
    [{ kind: "windows-app", app: "C:\\Ollama\\ollama app.exe" }, undefined],
    [{ kind: "windows-service", service: "ollama" }, undefined],
    [{ kind: "container", engine: "docker", name: "ollama" }, undefined],
    [{ kind: "kubernetes", context: "prod", namespace: "ai", workload: "deployment/ollama" }, undefined],
    [{ kind: "custom", name: "OpenRC" }, undefined],
    [{ kind: "another-program", process, user: "root" }, "not-ours"],
    [{ kind: "another-program", process, job: "org.nixos.ollama" }, "launchd-job"],
    [{ kind: "another-program", process: { ...process, executable: "C:\\WSL\\wslrelay.exe" } }, "in-wsl"],
  ])("of %j is stopped, or it is said why not", (owner, reason) => {
    const decision = given(pointed, { ...running, owner }).when(stop);
    expect(decision.accepted ? undefined : decision.refusal.reason).toBe(reason);
  });

  it("that a person started in a terminal is stopped only after a question", () => {
    expect(canOf({ kind: "terminal", process }).stop).toEqual({ kind: "asks" });
  });

  it("on another machine is neither started nor stopped", () => {
    const elsewhere = at({ ...pointed.endpoint, hostname: "gpu-box", dialHostname: "gpu-box" });
    const remote = given({ ...elsewhere, isRemote: true });
    expect(hostFacts(remote.state).service.owner).toEqual({ kind: "elsewhere" });
    for (const type of ["service.start", "service.stop", "service.restart"] as const)
      expect(remote.when({ type, host: elsewhere.host })).toMatchObject({ refusal: { reason: "remote" } });
  });
});

it("nothing is said of who runs a service while that is being found out", () => {
  expect(describeRunBy({ kind: "looking" })).toBe("");
  expect(describeRunBy({ kind: "paddock" })).toBe("run by Paddock");
});

it.each([
  ["no-such-container", { type: "service.choose-owner" }],
  ["no-such-context", { type: "setting.open", setting: "owner" }],
  ["no-such-workload", { type: "setting.open", setting: "owner" }],
] as const)("where there is %s, what names it can be changed by a button", (trouble, request) => {
  const failure = { kind: "tool-failed", tool: "docker", code: 1, detail: "", trouble } as const;
  expect(failureRemedies(failure).map((action) => action.request)).toEqual([request]);
  expect(describeFailure(failure)).not.toContain("paddock.");
});
