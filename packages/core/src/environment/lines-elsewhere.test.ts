import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openActionBench } from "../testing/action-bench.ts";
import { environmentLines, supervisorOf, SUPERVISORS } from "./lines-elsewhere.ts";

const VARIABLES = {
  OLLAMA_KEEP_ALIVE: "1h",
  OLLAMA_HOST: "0.0.0.0:11434",
  OLLAMA_ORIGINS: `a "b" 100% $HOME it's \\`,
};

describe("the lines that set the same variables elsewhere", () => {
  it.each([
    [
      "systemd",
      [
        "# sudo systemctl edit ollama.service",
        "[Service]",
        'Environment="OLLAMA_KEEP_ALIVE=1h"',
        'Environment="OLLAMA_HOST=0.0.0.0:11434"',
        String.raw`Environment="OLLAMA_ORIGINS=a \"b\" 100%% $HOME it's \\"`,
        "# sudo systemctl restart ollama.service",
      ],
    ],
    ["docker", ["-e OLLAMA_KEEP_ALIVE=1h", String.raw`-e 'OLLAMA_ORIGINS=a "b" 100% $HOME it'\''s \'`]],
    [
      "compose",
      [
        "services:",
        "  ollama:",
        "    environment:",
        '      OLLAMA_KEEP_ALIVE: "1h"',
        String.raw`      OLLAMA_ORIGINS: "a \"b\" 100% $$HOME it's \\"`,
      ],
    ],
    [
      "homebrew",
      [
        "launchctl setenv OLLAMA_KEEP_ALIVE 1h",
        "launchctl setenv OLLAMA_HOST 0.0.0.0:11434",
        String.raw`launchctl setenv OLLAMA_ORIGINS 'a "b" 100% $HOME it'\''s \'`,
        "brew services restart ollama",
      ],
    ],
    [
      "windows",
      [
        "[Environment]::SetEnvironmentVariable('OLLAMA_KEEP_ALIVE', '1h', 'User')",
        "[Environment]::SetEnvironmentVariable('OLLAMA_HOST', '0.0.0.0:11434', 'User')",
        String.raw`[Environment]::SetEnvironmentVariable('OLLAMA_ORIGINS', 'a "b" 100% $HOME it''s \', 'User')`,
        "# Then quit Ollama in the task bar, and start it again.",
      ],
    ],
  ] as const)("are exact for %s", (supervisor, lines) =>
    expect(environmentLines(supervisor, VARIABLES)).toEqual(lines),
  );

  it.each(SUPERVISORS)("have no name that a shell or a file would read as more (%s)", (supervisor) => {
    const names = [
      "X; touch /tmp/x; Y",
      "K: v\n      privileged",
      "A\nExecStartPre",
      "$(id)",
      "1A",
      "A-B",
      "",
    ];
    const bad = Object.fromEntries(names.map((name) => [name, "1"]));
    expect(environmentLines(supervisor, { ...VARIABLES, ...bad })).toEqual(
      environmentLines(supervisor, VARIABLES),
    );
  });

  it("double each quote that PowerShell takes for a single one", () => {
    const [line] = environmentLines("windows", { NAME: "a’; calc.exe; ‘‚‛'" });
    expect(line).toBe("[Environment]::SetEnvironmentVariable('NAME', 'a’’; calc.exe; ‘‘‚‚‛‛''', 'User')");
  });

  it.skipIf(process.platform === "win32")(
    "are one argument each in a shell, whatever the value is",
    async () => {
      const values = fc
        .sample(fc.string({ unit: "binary", minLength: 1 }), 20)
        .map((value) => value.replaceAll("\0", "x"));
      for (const value of ["a b", "$(touch x)", "`id`", "'; rm -rf /", "!x", ...values]) {
        const lines = environmentLines("docker", { NAME: value });
        const shown = await promisify(execFile)("/bin/sh", ["-c", `printf '%s|' ${lines.join(" ")}`]);
        expect(shown.stdout).toBe(Buffer.from(`-e|NAME=${value}|`, "utf8").toString("utf8"));
      }
    },
  );
});

it("the supervisor that runs Ollama is offered first", () => {
  expect(supervisorOf({ kind: "systemd", scope: "user", unit: "ollama.service" })).toBe("systemd-user");
  expect(supervisorOf({ kind: "container", engine: "podman", name: "ollama" })).toBe("docker");
  expect(supervisorOf({ kind: "paddock" })).toBeUndefined();
});

describe("asking for the lines", () => {
  it("copies them, or opens them, and changes nothing", async () => {
    const { ask, settings, person, clock } = await openActionBench();
    await clock.pass(100);
    settings.serviceEnvironment = { OLLAMA_KEEP_ALIVE: "1h" };
    await ask({ type: "service.show-environment-lines" });
    expect(person.choices[0]).toHaveLength(SUPERVISORS.length);
    expect(person.choices[1]).toEqual(["Copy the Lines", "Open the Lines in an Editor"]);
    expect(person.shown[0]).toContain(
      'clipboard: # sudo systemctl edit ollama.service\n[Service]\nEnvironment="OLLAMA_KEEP_ALIVE=1h"',
    );
    expect(settings.serviceEnvironment).toEqual({ OLLAMA_KEEP_ALIVE: "1h" });
  });

  it("says which names are left out", async () => {
    const { ask, settings, person } = await openActionBench();
    settings.serviceEnvironment = { OLLAMA_KEEP_ALIVE: "1h", "X; touch x; Y": "1" };
    await ask({ type: "service.show-environment-lines" });
    expect(person.shown[0]).not.toContain("touch");
    expect(person.placeholders).toContainEqual(expect.stringContaining("X; touch x; Y"));
    settings.serviceEnvironment = { "X; touch x; Y": "1" };
    expect((await ask({ type: "service.show-environment-lines" })).refusal).toEqual({
      reason: "no-variables",
    });
  });

  it("has the one that is to be switched on too, also where there is no other", async () => {
    const { ask, person } = await openActionBench();
    await ask({ type: "service.show-environment-lines", on: "OLLAMA_VULKAN" });
    expect(person.shown[0]).toContain('Environment="OLLAMA_VULKAN=1"');
  });

  it("is refused where there is no variable", async () => {
    const { ask } = await openActionBench();
    expect((await ask({ type: "service.show-environment-lines" })).refusal).toEqual({
      reason: "no-variables",
    });
  });
});
