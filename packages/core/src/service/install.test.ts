import { describe, expect, it } from "vitest";
import { openActionBench } from "../testing/action-bench.ts";
import { serviceActions } from "./service-actions.view.ts";
import { installCommands } from "./install-commands.ts";

const commandsOf = (platform: string, osRelease: string, ...managers: readonly string[]): readonly string[] =>
  installCommands({ platform, osRelease, managers: new Set(managers) }).map(({ command }) => command);

describe("the command that installs Ollama", () => {
  // `/etc/os-release` by the documentation of the distributions.
  it.each([
    ["Arch", "linux", 'NAME="Arch Linux"\nID=arch\n', ["pacman"], ["sudo pacman -S ollama"]],
    ["Manjaro", "linux", "ID=manjaro\nID_LIKE=arch\n", ["pacman"], ["sudo pacman -S ollama"]],
    ["Fedora", "linux", "ID=fedora\nVERSION_ID=43\n", ["dnf"], ["sudo dnf install ollama"]],
    ["RHEL, which has no such package", "linux", 'ID="rhel"\n', ["dnf"], []],
    [
      "openSUSE",
      "linux",
      'ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n',
      ["zypper"],
      ["sudo zypper install ollama"],
    ],
    ["Alpine", "linux", "ID=alpine\n", ["apk"], ["sudo apk add ollama"]],
    ["Debian, which has no such package", "linux", "ID=debian\n", ["apt"], []],
    [
      "Ubuntu with Homebrew",
      "linux",
      "ID=ubuntu\nID_LIKE=debian\n",
      ["apt", "brew"],
      ["brew install ollama"],
    ],
    [
      "macOS with Homebrew",
      "darwin",
      "",
      ["brew"],
      ["brew install --cask ollama-app", "brew install ollama"],
    ],
    ["macOS without", "darwin", "", [], []],
    ["Windows", "win32", "", ["winget"], ["winget install --exact --id Ollama.Ollama"]],
  ])("is that of %s", (_what, platform, osRelease, managers, commands) =>
    expect(commandsOf(platform, osRelease, ...managers)).toEqual(commands),
  );

  it("never pipes what it downloads into a shell", () => {
    const all = ["linux", "darwin", "win32"].flatMap((platform) =>
      commandsOf(
        platform,
        "ID=arch\nID_LIKE=fedora opensuse alpine\n",
        "brew",
        "winget",
        "pacman",
        "dnf",
        "zypper",
        "apk",
      ),
    );
    expect(all.length).toBeGreaterThan(6);
    expect(all.join()).not.toMatch(/[|;&`$]|curl|http/);
  });
});

describe("installing in a terminal", () => {
  it("types the command, and leaves it to the person to run it", async () => {
    const { ask, packages, person } = await openActionBench();
    packages.push({ from: "pacman", command: "sudo pacman -S ollama" });
    await ask({ type: "ollama.install-in-terminal" });
    expect(person.shown).toEqual(["terminal: sudo pacman -S ollama"]);
  });

  it("is refused where no package is known", async () => {
    const { ask } = await openActionBench();
    expect((await ask({ type: "ollama.install-in-terminal" })).refusal).toEqual({ reason: "no-package" });
  });

  it("is offered where Ollama is not installed, and not where the setting is wrong", async () => {
    for (const [missing, isOffered] of [
      [{ kind: "not-installed" }, true],
      [{ kind: "no-executable", path: "/nowhere" }, false],
    ] as const) {
      const { owner, ask, clock, state } = await openActionBench();
      owner.isThere = false;
      owner.missing = missing;
      await clock.pass(100);
      await ask({ type: "service.start" });
      await clock.pass(6_000);
      const types = serviceActions(state()).map(({ request }) => request.type);
      expect([missing.kind, types.includes("ollama.install-in-terminal")]).toEqual([missing.kind, isOffered]);
    }
  });
});
