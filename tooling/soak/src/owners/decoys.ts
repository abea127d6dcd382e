import { spawn } from "node:child_process";
import { identify } from "@paddock/core/adapters";
import { freePort, isListening, standInExecutable } from "@paddock/test-fixtures";
import { until } from "../wait.ts";

/** Programs of the same person to which nothing may happen. */
export interface Decoys {
  /** How many are not the same process any more. */
  gone(): Promise<number>;
  /** An identity that one of them would have if its pid had been reused. */
  readonly reused: Identity;
  close(): void;
}

type Identity = NonNullable<Awaited<ReturnType<typeof identify>>>;

/** An Ollama at another port, and a program that is no Ollama. */
export async function openDecoys(): Promise<Decoys> {
  const port = await freePort();
  const env = { ...process.env, OLLAMA_HOST: `127.0.0.1:${port}` };
  const ollama = spawn(standInExecutable, ["serve"], { env, stdio: "ignore" });
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "ollama", "serve"], {
    stdio: "ignore",
  });
  await until(() => isListening(port), 10_000);
  const found = await Promise.all([ollama, other].map(({ pid = 0 }) => identify(pid)));
  const before = found.filter((identity) => identity !== undefined);
  const [first] = before;
  if (!first || before.length < 2) throw new Error("the decoys have not started");
  return {
    reused: { ...first, startedAt: `${first.startedAt}0` },
    async gone() {
      const now = await Promise.all(before.map(({ pid }) => identify(pid)));
      return now.filter((identity, index) => identity?.startedAt !== before[index]?.startedAt).length;
    },
    close: () => [ollama, other].forEach((child) => child.kill("SIGKILL")),
  };
}
