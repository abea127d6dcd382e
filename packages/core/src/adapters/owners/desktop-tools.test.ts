import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FakeMachine } from "../../testing/machines/index.ts";
import { parseJobPid, parseJobs } from "./mac/launchd.ts";
import { parseLsof } from "./mac/lsof.ts";
import { parsePs, parsePsArguments, PS_ALL } from "./mac/ps.ts";
import { thisMachine } from "./machine.ts";
import { identifyByPs } from "./process-identity.ts";
import { toolOutput } from "./tool-output.ts";
import { parseWindowsProcesses, windowsPort, windowsProcess } from "./windows/windows-processes.ts";

describe("ps of macOS", () => {
  // ps(1) of macOS; not seen on a machine of ours.
  const TEXT = `    1     0     0 Ss   Mon Nov  3 08:00:01 2025 root             /sbin/launchd
  711     1   501 S    Thu Nov  6 09:12:51 2025 jane             /Applications/Ollama.app/Contents/MacOS/Ollama
  733   711   501 S+   Thu Nov 16 09:12:13 2025 jane             /Users/jane/My Apps/Ollama.app/Contents/Resources/ollama
  900     1    -2 S    Thu Nov  6 09:12:51 2025 nobody           /usr/libexec/thing
  901   711   501 Z    Thu Nov  6 09:12:51 2025 jane             (ollama)
`;

  it("tells of each process but launchd and zombies, with spaces in its path", () => {
    expect(parsePs(TEXT).map(({ identity: { pid, executable }, uid }) => [pid, uid, executable])).toEqual([
      [711, 501, "/Applications/Ollama.app/Contents/MacOS/Ollama"],
      [733, 501, "/Users/jane/My Apps/Ollama.app/Contents/Resources/ollama"],
      [900, -2, "/usr/libexec/thing"],
    ]);
    expect(parsePs(TEXT)[0]?.identity.startedAt).toBe("Thu Nov  6 09:12:51 2025");
  });

  it("believes no pid that has two rows: a program may have a line break in its name", async () => {
    const forged = "  733     1   501 S    Thu Nov  6 09:12:51 2025 jane             /tmp/ollama";
    const text = `${TEXT}  950     1   501 S    Thu Nov  6 09:12:51 2025 jane             /tmp/a\n${forged}\n`;
    expect(parsePs(text).map(({ identity: { pid } }) => pid)).toEqual([711, 900, 950]);
    expect(parsePsArguments("  733 /bin/a\n  950 /bin/b\n  733 ollama serve\n")).toEqual(
      new Map([[950, "/bin/b"]]),
    );
    const row = "  950     1   501 S    Thu Nov  6 09:12:51 2025 jane             /tmp/a";
    const ps = [
      { asked: /-p/, answer: { kind: "exited", code: 0, stdout: `${forged}\n${row}\n`, stderr: "" } },
    ] as const;
    const machine = new FakeMachine({ platform: "darwin", pids: [4, 950], tools: { "/usr/bin/env": ps } });
    expect(await identifyByPs(950, machine)).toMatchObject({ pid: 950, executable: "/tmp/a" });
    await expect(identifyByPs(4, machine)).rejects.toMatchObject({ failure: { kind: "tool-failed" } });
  });

  it("tells of the arguments by pid", () => {
    expect(parsePsArguments("  733 /a b/ollama serve\n 8120 -zsh\n")).toEqual(
      new Map([
        [733, "/a b/ollama serve"],
        [8120, "-zsh"],
      ]),
    );
  });

  it.skipIf(process.platform === "win32")(
    "identifies a process alike in a list of all and by itself, in every time zone",
    async () => {
      const listed = parsePs(await toolOutput(thisMachine(), PS_ALL));
      const alone = await identifyByPs(process.pid, thisMachine({ ...process.env, TZ: "Asia/Tokyo" }));
      expect(alone).toMatchObject({ pid: process.pid });
      expect(listed.find(({ identity }) => identity.pid === process.pid)?.identity).toEqual(alone);
    },
  );
});

describe("lsof", () => {
  it("tells of each address of each process", () => {
    // lsof(8), “OUTPUT FOR OTHER PROGRAMS”; not seen on a Mac of ours.
    expect(parseLsof("p733\nf3\nn127.0.0.1:11434\np800\nf7\nn[::1]:11434\nf8\nn*:11434\n")).toEqual([
      { pid: 733, address: "127.0.0.1", port: 11434 },
      { pid: 800, address: "::1", port: 11434 },
      { pid: 800, address: "*", port: 11434 },
    ]);
  });

  it("never tells of the first process", () => {
    expect(parseLsof("p1\nf3\nn*:11434\np0\nf3\nn*:11434\n")).toEqual([]);
  });
});

describe("launchctl", () => {
  it("lists the jobs that run", () => {
    // The form is that of homebrew-services#392 and launchctl(1).
    const table =
      "PID\tStatus\tLabel\n-\t-9\thomebrew.mxcl.redis\n24901\t0\thomebrew.mxcl.ollama\n77\t-15\ta b\n";
    expect(parseJobs(table)).toEqual(
      new Map([
        [24901, "homebrew.mxcl.ollama"],
        [77, "a b"],
      ]),
    );
  });

  it("tells the pid of a job, but not that of something in it", () => {
    expect(
      parseJobPid("system/x = {\n\tstate = running\n\tpid = 640\n\tendpoints = {\n\t\tpid = 1\n\t}\n}\n"),
    ).toBe(640);
    expect(
      parseJobPid("system/x = {\n\tstate = not running\n\tendpoints = {\n\t\tpid = 1\n\t}\n}\n"),
    ).toBeUndefined();
  });
});

describe("PowerShell", () => {
  const machine = { environment: { SystemRoot: "D:\\Windows" } };

  it("is found in the folder of Windows, and asked what only a number changes", () => {
    const [program, ...one] = windowsPort(11434, machine);
    expect(program).toBe("D:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe");
    expect(windowsPort(8080, machine).slice(1).join(" ")).toBe(one.join(" ").replace("11434", "8080"));
    // Quotes would have to get through the rules of two command lines.
    expect([...one, ...windowsProcess(4711, machine)].filter((word) => word.includes('"'))).toEqual([]);
  });

  it("may print anything, of which only a whole answer counts", () => {
    const nothing = { listeners: [], processes: [], services: new Map() };
    for (const text of ["", "null", "[]", '{"listeners":[]}', "Get-CimInstance : Access denied"])
      expect(parseWindowsProcesses(text)).toEqual(nothing);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseWindowsProcesses(text).processes).toEqual([]);
      }),
    );
  });

  it("calls a program whose path may not be read by its name", () => {
    const process = {
      pid: 9,
      parent: 4,
      name: "ollama.exe",
      path: null,
      command: null,
      user: null,
      mine: false,
    };
    const text = JSON.stringify({
      listeners: [],
      services: [],
      processes: [{ ...process, startedAt: "639" }],
    });
    expect(parseWindowsProcesses(`\uFEFF${text}\r\n`).processes).toEqual([
      {
        identity: { pid: 9, startedAt: "639", executable: "ollama.exe" },
        user: undefined,
        isMine: false,
        command: "",
        parent: 4,
      },
    ]);
  });
});
