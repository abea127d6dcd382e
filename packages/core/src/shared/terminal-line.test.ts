import { expect, it } from "vitest";
import { terminalLine } from "./terminal-line.ts";

it.each([
  [["sudo", "systemctl", "stop", "ollama@gpu.service"], "sudo systemctl stop ollama@gpu.service"],
  [["sudo", "/Volumes/My Disk/bin/brew", "stop"], "sudo '/Volumes/My Disk/bin/brew' stop"],
  [["-e", "A=it's $HOME"], String.raw`-e 'A=it'\''s $HOME'`],
  [["a", ""], "a ''"],
])("a command with these words is one line for a shell: %j", (argv, line) => {
  expect(terminalLine(argv)).toBe(line);
});
