import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { freePort, isListening, openMachine, openRealSystemd } from "../../src/index.ts";
import { until } from "../support/until.ts";
import { machineFor, run } from "./machine-for.ts";

const NAME = "ollama.service";

it("the stand-in systemctl answers as a real one", async ({ skip }) => {
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const { ollama } = await machineFor({});
  const text = `[Service]\nExecStart=${ollama} serve\nEnvironment=OLLAMA_HOST=${address}\nRestart=always\nRestartSec=100ms\n`;
  const real = await openRealSystemd({ [NAME]: text });
  if (real.kind === "cannot-run") return skip(real.reason);
  onTestFinished(() => real.close());
  const machine = await openMachine({
    units: [
      { name: NAME, scope: "user", unitFileState: "static", environment: { OLLAMA_HOST: "127.0.0.1:0" } },
    ],
  });
  onTestFinished(() => machine.close());

  const ask = async (line: string) => {
    const argv = ["--user", ...line.split(" ")];
    const asked = promisify(execFile)("systemctl", argv, { env: real.environment });
    return asked.then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
      (error) => ({ code: error.code, out: error.stdout, err: error.stderr }),
    );
  };
  const compare = async (line: string): Promise<void> => {
    const standIn = await run(machine, `systemctl --user ${line}`);
    expect(standIn, line).toEqual(await ask(line));
  };
  const SITUATION = "show ollama -p Restart,NRestarts,User,Id,LoadState,ActiveState,SubState,UnitFileState";
  for (const unknown of [
    "show nosuch -p MainPID,ActiveState,LoadState",
    "stop nosuch",
    "start nosuch",
    "status nosuch",
    "cat nosuch",
  ])
    await compare(unknown);
  for (const line of [SITUATION, "is-active ollama"]) await compare(line);

  const pid = async (): Promise<number> => Number((await ask("show ollama -p MainPID --value")).out);
  expect(await ask("start ollama")).toEqual({ code: 0, out: "", err: "" });
  await until(() => isListening(port));
  await run(machine, "systemctl --user start ollama");
  for (const line of [SITUATION, "is-active ollama"]) await compare(line);

  const first = await pid();
  process.kill(first, "SIGKILL");
  await until(async () => ![0, first].includes(await pid()));
  await until(() => isListening(port));

  expect(await ask("stop ollama")).toEqual({ code: 0, out: "", err: "" });
  expect(await isListening(port)).toBe(false);
  await run(machine, "systemctl --user stop ollama");
  await compare("is-active ollama");
});
