import { expect, it } from "vitest";
import { FakeMachine } from "../../testing/machines/fake-machine.ts";
import { findVariablePlaces } from "./find-variable-places.ts";

const UNIT = "/etc/systemd/system/ollama.service";
const DROP_IN = `${UNIT}.d/override.conf`;
const owner = { kind: "systemd", scope: "system", unit: "ollama.service" } as const;

const placesIn = async (
  files: Readonly<Record<string, string>>,
  secret: readonly string[] = [],
): Promise<readonly string[]> => {
  const places = await findVariablePlaces(new FakeMachine({ files, secret }))(owner);
  return places.map(({ name, file, line }) => `${name} ${file}:${line}`);
};

it("finds the lines of a unit and of its drop-ins, of which the last one counts", async () => {
  const files = {
    [UNIT]:
      '[Service]\n# by the installer\nEnvironment="PATH=/usr/bin" OLLAMA_DEBUG=1\nExecStart=ollama serve\n',
    [DROP_IN]:
      '[Service]\n\nEnvironment="OLLAMA_HOST=0.0.0.0"\nEnvironment=OLLAMA_DEBUG=0 \\\n  OLLAMA_MODELS=/data\n',
  };
  expect(await placesIn(files)).toEqual([
    `PATH ${UNIT}:3`,
    `OLLAMA_DEBUG ${DROP_IN}:4`,
    `OLLAMA_HOST ${DROP_IN}:3`,
    `OLLAMA_MODELS ${DROP_IN}:5`,
  ]);
});

it("forgets what a drop-in takes back, and prefers a file of variables", async () => {
  const files = {
    [UNIT]:
      "[Service]\nEnvironment=OLLAMA_HOST=a\nEnvironmentFile=-/etc/default/ollama\nEnvironmentFile=/gone\n",
    [DROP_IN]: "[Service]\nEnvironment=\nEnvironment=OLLAMA_DEBUG=1\n",
    "/etc/default/ollama": "# of the distribution\nOLLAMA_DEBUG=2\n",
  };
  expect(await placesIn(files)).toEqual(["OLLAMA_DEBUG /etc/default/ollama:2"]);
});

it("does not name a line for what is taken back, or set by the command", async () => {
  const variables = "Environment=OLLAMA_HOST=a OLLAMA_DEBUG=1 OLLAMA_MODELS=/data OLLAMA_ORIGINS=*";
  const command = "ExecStart=/usr/bin/env OLLAMA_HOST=b ollama serve";
  const files = {
    [UNIT]: `[Service]\n${variables}\nUnsetEnvironment=OLLAMA_DEBUG OLLAMA_MODELS=/data\n${command}\n`,
  };
  expect(await placesIn(files)).toEqual([`OLLAMA_ORIGINS ${UNIT}:2`]);
});

it.each([
  ["a drop-in", "", [DROP_IN]],
  ["a file of variables", "EnvironmentFile=/etc/ollama.env\n", ["/etc/ollama.env"]],
  ["a file with a specifier in its name", "EnvironmentFile=-%S/ollama.env\n", []],
  ["a file with a pattern as its name", "EnvironmentFile=/etc/ollama/[ab].env\n", []],
  ["a folder in which a pattern looks", "EnvironmentFile=/etc/secret/*.env\n", ["/etc/secret"]],
  ["a folder", "EnvironmentFile=/etc/secret/ollama.env\n", ["/etc/secret"]],
])("finds nothing where %s cannot be read, which may set them too", async (_what, more, secret) => {
  const unit = `[Service]\nEnvironment=OLLAMA_DEBUG=1\n${more}`;
  const drop = { [DROP_IN]: "[Service]\nEnvironment=OLLAMA_HOST=a\n" };
  expect(await placesIn({ [UNIT]: unit, ...drop }, secret)).toEqual([]);
});

it("takes nothing in the value of a variable for another one", async () => {
  const files = { [UNIT]: '[Service]\nEnvironment="OLLAMA_ORIGINS=a \\\n OLLAMA_DEBUG=2"\n' };
  expect(await placesIn(files)).toEqual([`OLLAMA_ORIGINS ${UNIT}:2`]);
});

it("names the line in which a variable begins, where a quoted value goes on in the next one", async () => {
  const files = {
    [UNIT]: '[Service]\n  Environment = A=1 \\\n# a comment\n "B=x \\\n A=2" \\\n C=3\n',
  };
  expect(await placesIn(files)).toEqual([`A ${UNIT}:2`, `B ${UNIT}:4`, `C ${UNIT}:6`]);
});

it("reads a file of variables as systemd does: quotes and values that go on in the next line", async () => {
  const variables =
    '; A=0\nA="x\r\nOLLAMA_HOST=b" \r\n B = 1\r\nC=x \\\nD=2\nE=\'don\\\'\nF=it\'s\nG=1\nnot-a-name="x\nH=2"\nexport I=\\\nJ=3';
  const files = {
    [UNIT]: "[Service]\nEnvironment=OLLAMA_HOST=a\nEnvironmentFile=/etc/ollama.env\n",
    "/etc/ollama.env": variables,
  };
  const names = ["A", "B", "C", "E", "F", "G"].map(
    (name, index) => `${name} /etc/ollama.env:${[2, 4, 5, 7, 8, 9][index]}`,
  );
  expect(await placesIn(files)).toEqual([`OLLAMA_HOST ${UNIT}:2`, ...names]);
});

it("reads lines of Windows, and counts a drop-in that is empty or masked as one that sets nothing", async () => {
  const files = { [UNIT]: "[Service]\r\nEnvironment=A=1 \\\r\n B=2\r\n", [DROP_IN]: "" };
  expect(await placesIn(files)).toEqual([`A ${UNIT}:2`, `B ${UNIT}:3`]);
  const masked = new FakeMachine({ files: { [UNIT]: files[UNIT] ?? "" }, links: { [DROP_IN]: "/dev/null" } });
  expect(await findVariablePlaces(masked)(owner)).toHaveLength(2);
});

it("reads the files that a pattern names, in their order, and those in a folder of the system", async () => {
  const files = {
    [UNIT]: "[Service]\nEnvironmentFile=/etc/ollama/?-*.env\nEnvironmentFile=-%E/more.env\n",
    "/etc/ollama/b-1.env": "A=2\nB=2",
    "/etc/ollama/a-1.env": "A=1\n\nC=1",
    "/etc/ollama/ab.env": "D=1",
    "/etc/more.env": "\n B = 3",
  };
  expect(await placesIn(files)).toEqual([
    "A /etc/ollama/b-1.env:1",
    "C /etc/ollama/a-1.env:3",
    "B /etc/more.env:2",
  ]);
});

it("finds nothing where no unit is, and of other owners", async () => {
  expect(await placesIn({})).toEqual([]);
  expect(await findVariablePlaces(new FakeMachine({}))({ kind: "another-program" })).toEqual([]);
});
