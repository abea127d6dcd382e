import { expect, it } from "vitest";
import { freePort, isListening } from "../../src/index.ts";
import { until } from "../support/until.ts";
import { follow, machineFor, run } from "./machine-for.ts";

const NAME = "ollama.service";

it("shows a unit in the order and the words of systemd 252", async () => {
  const port = await freePort();
  const environment = { OLLAMA_HOST: `127.0.0.1:${port}`, PATH: "/usr/local/bin:/usr/bin:/bin" };
  const machine = await machineFor({ units: [{ name: NAME, user: "ollama", isRunning: true, environment }] });
  const asked = "MainPID,ActiveState,SubState,FragmentPath,Restart,User,Environment,NRestarts";
  expect((await run(machine, `systemctl show ollama -p ${asked}`)).out.split("\n")).toEqual([
    "Restart=always",
    `MainPID=${machine.pid("units", NAME)}`,
    "NRestarts=0",
    `Environment=OLLAMA_HOST=127.0.0.1:${port} PATH=/usr/local/bin:/usr/bin:/bin`,
    "User=ollama",
    "ActiveState=active",
    "SubState=running",
    "FragmentPath=/etc/systemd/system/ollama.service",
    "",
  ]);
  const value = await run(machine, "systemctl show ollama -p MainPID --value");
  expect(Number(value.out)).toBe(machine.pid("units", NAME));
});

it("starts, stops and restarts a unit", async () => {
  const port = await freePort();
  const environment = { OLLAMA_HOST: `127.0.0.1:${port}` };
  const machine = await machineFor({ units: [{ name: NAME, scope: "user", environment }] });
  const nothing = { code: 0, out: "", err: "" };
  expect(await run(machine, "systemctl --user is-active ollama")).toEqual({
    code: 3,
    out: "inactive\n",
    err: "",
  });
  expect(await run(machine, "systemctl --user start ollama")).toEqual(nothing);
  await until(() => isListening(port));
  const first = machine.pid("units", NAME);
  expect(await run(machine, "systemctl --user restart ollama.service")).toEqual(nothing);
  expect([0, first]).not.toContain(machine.pid("units", NAME));
  await until(() => isListening(port));
  expect(await run(machine, "systemctl --user stop ollama")).toEqual(nothing);
  expect(await isListening(port)).toBe(false);
  expect((await run(machine, "systemctl --user show ollama -p SubState")).out).toBe("SubState=dead\n");
});

it.for([
  [
    "show nosuch -p MainPID,ActiveState,LoadState",
    0,
    "MainPID=0\nLoadState=not-found\nActiveState=inactive\n",
    "",
  ],
  ["is-active nosuch", 3, "inactive\n", ""],
  ["cat nosuch", 1, "", "No files found for nosuch.service.\n"],
  ["stop nosuch", 5, "", "Failed to stop nosuch.service: Unit nosuch.service not loaded.\n"],
  ["start nosuch", 5, "", "Failed to start nosuch.service: Unit nosuch.service not found.\n"],
  ["status nosuch", 4, "", "Unit nosuch.service could not be found.\n"],
] as const)("systemctl %s", async ([line, code, out, err]) => {
  const machine = await machineFor({ units: [] });
  expect(await run(machine, `systemctl ${line}`)).toEqual({ code, out, err });
});

it.for([
  ["denied", 4, "Access denied"],
  ["no-agent", 1, "Interactive authentication required."],
] as const)("refuses to stop a unit without rights (%s)", async ([rights, code, words]) => {
  const machine = await machineFor({
    units: [{ name: NAME, isRunning: true, rights, environment: { OLLAMA_HOST: "127.0.0.1:0" } }],
  });
  expect(await run(machine, "systemctl stop ollama")).toEqual({
    code,
    out: "",
    err: `Failed to stop ollama.service: ${words}\nSee system logs and 'systemctl status ollama.service' for details.\n`,
  });
  expect(machine.pid("units", NAME)).not.toBe(0);
});

it("lists and prints unit files", async () => {
  const machine = await machineFor({ units: [{ name: NAME, unitFileState: "disabled" }] });
  expect((await run(machine, "systemctl list-unit-files")).out.split("\n").slice(0, 2)).toEqual([
    "UNIT FILE      STATE    PRESET",
    "ollama.service disabled enabled",
  ]);
  const [first, second] = (await run(machine, "systemctl cat ollama")).out.split("\n");
  expect([first, second]).toEqual(["# /etc/systemd/system/ollama.service", "[Unit]"]);
});

it("follows the journal of a unit over a restart", async () => {
  const port = await freePort();
  const environment = { OLLAMA_HOST: `127.0.0.1:${port}` };
  const machine = await machineFor({ units: [{ name: NAME, environment }] });
  expect((await run(machine, "journalctl -u ollama")).out).toBe("-- No entries --\n");
  const lines = follow(machine, "journalctl -f -u ollama -o cat");
  const count = (): number => lines.join("").match(/msg="Listening on/g)?.length ?? 0;
  machine.process("units", NAME).start();
  await until(() => count() === 1);
  machine.process("units", NAME).kill();
  await until(() => count() === 2);
  const short = (await run(machine, "journalctl -u ollama -n 1")).out;
  expect(short).toMatch(/^\w{3} \d\d \d\d:\d\d:\d\d machine ollama\[\d+\]: \S/);
});

it("keeps a journal from people without rights", async () => {
  const machine = await machineFor({ units: [{ name: NAME, isJournalReadable: false }] });
  expect(await run(machine, "journalctl -u ollama")).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringContaining("No journal files were opened due to insufficient permissions.\n"),
  });
});

it("says that there is no systemd", async () => {
  const container = await machineFor({ tools: ["systemctl"], systemd: "not-booted" });
  expect(await run(container, "systemctl is-active ollama")).toMatchObject({
    code: 1,
    err: expect.stringContaining("System has not been booted with systemd as init system (PID 1)"),
  });
  const remote = await machineFor({ tools: ["systemctl"], systemd: "no-bus" });
  const noBus = { code: 1, out: "", err: "Failed to connect to bus: No such file or directory\n" };
  expect(await run(remote, "systemctl --user start ollama")).toEqual(noBus);
  expect((await run(remote, "systemctl is-active ollama")).code).toBe(3);
});
