import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRunning } from "../testing/action-bench.ts";
import { moveLines } from "./move-models.ts";
import { describeMove } from "./move-models.view.ts";

const move = { from: "/usr/share/ollama/.ollama/models", to: "/data/my models" };

describe("moving the models folder", () => {
  it("names the exact lines of a service of the system, which has a user of its own", () => {
    expect(moveLines(move, { kind: "systemd", scope: "system", unit: "ollama.service" })).toEqual({
      copy: [
        "sudo mkdir -p '/data/my models'",
        "sudo rsync -a /usr/share/ollama/.ollama/models/ '/data/my models/'",
      ],
      rights: ["sudo chown -R ollama:ollama '/data/my models'"],
      set: [
        "# sudo systemctl edit ollama.service",
        "[Service]",
        'Environment="OLLAMA_MODELS=/data/my models"',
        "# sudo systemctl restart ollama.service",
      ],
    });
  });

  it("mounts another folder in a container, which sees nothing else", () => {
    const { set, copy } = moveLines(move, { kind: "container", engine: "docker", name: "ollama" });
    expect(set).toEqual(["-v '/data/my models:/root/.ollama/models'"]);
    expect(copy[0]).toBe("mkdir -p '/data/my models'");
  });

  it("is robocopy on Windows", () => {
    const from = String.raw`C:\Users\me\.ollama\models`;
    const { copy, set } = moveLines({ from, to: "D:\\models\\" }, { kind: "windows-app", app: "x" });
    expect(copy).toEqual([`robocopy "${from}" "D:\\models" /E /COPY:DAT`]);
    expect(set[0]).toContain("'OLLAMA_MODELS', 'D:\\models\\'");
  });

  it.skipIf(process.platform === "win32")("is one argument in a shell, whatever the path is", async () => {
    for (const path of fc.sample(fc.string({ unit: "grapheme", minLength: 1 }), 20)) {
      const to = `/data/${path.replaceAll(/\p{C}/gu, "x")}`;
      const [line = ""] = moveLines({ from: "/old", to }, { kind: "paddock" }).copy;
      const shown = await promisify(execFile)("/bin/sh", ["-c", line.replace("mkdir -p", "printf '%s|'")]);
      expect(shown.stdout).toBe(`${to}|`);
    }
  });

  it("has steps that end with the old folder, which stays until then", () => {
    const text = describeMove({ ...move, owner: { kind: "paddock" } });
    expect(text).toContain("paddock.service.environment");
    expect(text.trimEnd().split("\n").at(-1)).toContain(`Only then delete the old folder: ${move.from}`);
  });

  it("opens the steps for the folder that a person enters, and moves nothing", async () => {
    const { ask, person, folder } = await openRunning();
    for (const wrong of ["models", "/models", "/models/inside"]) {
      person.types = wrong;
      expect((await ask({ type: "disk.move-models" })).refusal).toEqual({ reason: "declined" });
    }
    person.types = "/data/models";
    await ask({ type: "disk.move-models" });
    expect(person.shown.at(-1)).toContain("rsync -a /models/ /data/models/");
    expect([folder.written, folder.forgotten]).toEqual([[], []]);
  });
});

it("the models folder is opened where the person's file manager can", async () => {
  const { ask, person } = await openRunning();
  await ask({ type: "disk.open-folder" });
  expect(person.shown.at(-1)).toBe("folder: /models");
  person.saysYes = false;
  expect((await ask({ type: "disk.open-folder" })).refusal).toEqual({
    reason: "folder-unopened",
    path: "/models",
  });
});
