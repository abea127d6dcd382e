import { expect, it } from "vitest";
import type { Owner } from "../service/owner.ts";
import { wayToUpdate } from "./way-to-update.ts";

const SCRIPT = "curl -fsSL https://ollama.com/install.sh | sh";
const unit: Owner = { kind: "systemd", scope: "system", unit: "ollama.service" };
const brew: Owner = { kind: "homebrew", brew: "/opt/homebrew/bin/brew", service: "ollama", scope: "user" };
const app = "/Applications/Ollama.app";

it.each<[string, Owner, string | undefined, string]>([
  ["a unit of the installer", unit, "/usr/local/bin/ollama", SCRIPT],
  ["a unit whose program is unknown", unit, undefined, SCRIPT],
  ["a unit of a distribution's package", unit, "/usr/bin/ollama", "as-installed"],
  ["a person's own unit", { ...unit, scope: "user" }, "/usr/local/bin/ollama", "as-installed"],
  ["a service of Homebrew", brew, undefined, "brew upgrade ollama"],
  ["a program of Homebrew", { kind: "paddock" }, "/opt/homebrew/bin/ollama", "brew upgrade ollama"],
  [
    "one that was started by hand",
    {
      kind: "terminal",
      process: {
        pid: 20,
        startedAt: "1",
        executable: "/home/linuxbrew/.linuxbrew/Cellar/ollama/1/bin/ollama",
      },
    },
    undefined,
    "brew upgrade ollama",
  ],
  ["the app of macOS", { kind: "mac-app", app }, undefined, "by-itself"],
  ["the program in that app", { kind: "paddock" }, `${app}/Contents/Resources/ollama`, "by-itself"],
  ["the app of Windows", { kind: "windows-app", app: "C:\\ollama app.exe" }, undefined, "by-itself"],
  [
    "the program beside that app",
    { kind: "paddock" },
    "C:\\Users\\me\\AppData\\Local\\Programs\\Ollama\\ollama.exe",
    "by-itself",
  ],
  ["a service of Windows", { kind: "windows-service", service: "ollama" }, undefined, "as-installed"],
  [
    "a container",
    { kind: "container", engine: "docker", name: "ollama" },
    undefined,
    "docker pull ollama/ollama",
  ],
  [
    "a container in a context",
    { kind: "container", engine: "docker", context: "rig", name: "ollama" },
    undefined,
    "docker --context rig pull ollama/ollama",
  ],
  [
    "a context that a shell would read otherwise",
    { kind: "container", engine: "docker", context: "a;rm -rf ~", name: "ollama" },
    undefined,
    "as-installed",
  ],
  [
    "a container of Podman",
    { kind: "container", engine: "podman", name: "ollama" },
    undefined,
    "podman pull docker.io/ollama/ollama",
  ],
  ["another machine", { kind: "elsewhere" }, undefined, "as-installed"],
])("%s", (_, owner, executable, expected) => {
  const way = wayToUpdate(owner, executable);
  expect(way.kind === "command" ? way.command : way.remark).toBe(expected);
});
