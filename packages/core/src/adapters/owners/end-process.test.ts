import { describe, expect, it } from "vitest";
import { toFailure } from "../../shared/failure.ts";
import { failsWith, type FakeTool } from "../../testing/machines/fake-machine.ts";
import { FakeMachine } from "../../testing/machines/index.ts";
import { mac, macIdentity } from "../../testing/machines/mac/process.ts";
import { TASKKILL, windows, windowsIdentity } from "../../testing/machines/windows/process.ts";
import { endProcess } from "./end-process.ts";

const OLLAMA = "/usr/local/bin/ollama";
const EXE = "C:\\ollama\\ollama.exe";
const POWERSHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";
const signals = (machine: FakeMachine): readonly string[] =>
  machine.asked.filter((line) => line.startsWith("SIG") || line.startsWith(TASKKILL));

/** Its processes ignore signals. */
class BusyMachine extends FakeMachine {
  override readonly signal = () => true;
}

describe("a process that cannot be identified", () => {
  it.each<[string, FakeTool, object]>([
    [
      "ps fails",
      [{ asked: /./, answer: failsWith(1, "ps: not permitted") }],
      { kind: "tool-failed", code: 1 },
    ],
    ["ps takes too long", [{ asked: /./, answer: { kind: "timed-out" } }], { kind: "tool-timed-out" }],
  ])("is not taken for one that has ended: %s", async (_why, ps, failure) => {
    const parts = mac([{ pid: 812, comm: OLLAMA }], [], { "/usr/bin/env": ps });
    const machine = new FakeMachine(parts);
    const end = endProcess(macIdentity(812, OLLAMA), { machine, whose: "of-others" });
    expect(await end.then(() => "resolved", toFailure)).toMatchObject(failure);
    expect(signals(machine)).toEqual([]);
  });

  it.each<[string, FakeTool, object]>([
    [
      "a policy blocks PowerShell",
      [{ asked: /./, answer: failsWith(1, "This program is blocked by group policy.") }],
      { kind: "tool-failed", detail: "This program is blocked by group policy." },
    ],
    ["PowerShell says nothing", [{ asked: /./, answer: "" }], { kind: "tool-failed", code: 0 }],
  ])("is not taken for one that has ended: %s", async (_why, powershell, failure) => {
    const machine = new FakeMachine(
      windows([{ pid: 5120, parent: 1, path: EXE }], [], { [POWERSHELL]: powershell }),
    );
    const end = endProcess(windowsIdentity(5120, EXE), { machine });
    expect(await end.then(() => "resolved", toFailure)).toMatchObject(failure);
    expect(signals(machine)).toEqual([]);
  });

  it("has ended if its pid is not in use, and as a zombie", async () => {
    const gone = new FakeMachine(mac([]));
    await endProcess(macIdentity(812, OLLAMA), { machine: gone });
    const row = "  812     1   501 Z    Thu Nov  6 09:12:32 2025 jane             (ollama)\n";
    const zombie = new FakeMachine(
      mac([{ pid: 812, comm: OLLAMA }], [], { "/usr/bin/env": [{ asked: /./, answer: row }] }),
    );
    await endProcess(macIdentity(812, OLLAMA), { machine: zombie });
    expect([...gone.asked, ...signals(zombie)]).toEqual([]);
  });
});

it("asks a tool only before a signal and at the end, and not while it waits", async () => {
  const machine = new BusyMachine(mac([{ pid: 812, comm: OLLAMA }]));
  const end = endProcess(macIdentity(812, OLLAMA), { machine, whose: "of-others", patienceMs: 200 });
  expect(await end.catch(toFailure)).toEqual({ kind: "stop-timed-out", afterMs: 200 });
  expect(machine.asked).toHaveLength(2);
});
