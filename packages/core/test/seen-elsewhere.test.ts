import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, isListening, standInExecutable } from "@paddock/test-fixtures";
import { BehaviorSubject, of } from "rxjs";
import { afterEach, expect, it } from "vitest";
import {
  hostTarget,
  modelFilesHere,
  nodeTransport,
  sessionHistory,
  systemClock as clock,
} from "../src/adapters/index.ts";
import { modelsOf } from "../src/app/state.ts";
import { DEFAULT_PREFERENCES, openApp, parseEndpoint } from "../src/index.ts";
import { namedBlobs } from "../src/models/details.ts";
import { installedModels } from "../src/models/models.ts";

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** An Ollama that another program started, with a models folder of its own. */
async function serve(): Promise<string> {
  const host = `127.0.0.1:${await freePort()}`;
  const folder = mkdtempSync(join(tmpdir(), "paddock-"));
  const child: ChildProcess = spawn(standInExecutable, ["serve"], {
    stdio: "ignore",
    env: {
      ...process.env,
      OLLAMA_HOST: host,
      OLLAMA_MODELS: join(folder, "models"),
      STAND_IN_MODELS: "demo",
    },
  });
  ends.push(() => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  await expect.poll(() => isListening(Number(host.split(":")[1]))).toBe(true);
  return host;
}

function watch(host: string) {
  const parsed = parseEndpoint(host);
  if ("problem" in parsed) throw new Error(parsed.problem);
  const folder = mkdtempSync(join(tmpdir(), "paddock-"));
  const logger = { info() {}, warn: console.warn };
  const transport = nodeTransport();
  const looking$ = new BehaviorSubject(true);
  const app = openApp({
    targets$: of([{ target: hostTarget({ ...parsed, folder, transport, logger }) }]),
    looking$,
    preferences$: of(DEFAULT_PREFERENCES),
    ...sessionHistory(),
    modelFiles: modelFilesHere({ environment: () => process.env, logger }),
    clock,
    logger,
  });
  ends.push(() => {
    app.close();
    transport.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    looking$,
    models: () => modelsOf(app.state()),
    names: (): readonly string[] => installedModels(modelsOf(app.state())).map(({ name }) => name),
  };
}

const tell = (host: string, method: string, path: string, body: unknown): Promise<Response> =>
  fetch(`http://${host}${path}`, { method, body: JSON.stringify(body) });

it(
  "what a terminal does with the models is seen without a request, or known to be unread",
  { timeout: 40_000 },
  async () => {
    const host = await serve();
    const { looking$, models, names } = watch(host);
    await expect.poll(names).toContain("llama3.2:3b");
    await expect.poll(() => namedBlobs(models())).not.toEqual([]);
    const soon = { timeout: 8_000, interval: 20 }; // the next look without a sign comes after 16 s
    let copies = 0;
    const copyAgain = async (): Promise<readonly string[]> => {
      await tell(host, "POST", "/api/copy", { source: "llama3.2:3b", destination: `early${copies++}` });
      return names();
    };
    await expect.poll(copyAgain, { timeout: 10_000, interval: 200 }).toContain("early0:latest"); // it is watched by now
    await tell(host, "POST", "/api/copy", { source: "llama3.2:3b", destination: "pony" });
    await expect.poll(names, soon).toContain("pony:latest");
    await tell(host, "DELETE", "/api/delete", { model: "pony" });
    await expect.poll(names, soon).not.toContain("pony:latest");
    looking$.next(false);
    await tell(host, "POST", "/api/copy", { source: "llama3.2:3b", destination: "foal" });
    await expect.poll(() => models().list?.isStale, soon).toBe(true);
    expect(names()).not.toContain("foal:latest");
    looking$.next(true);
    await expect.poll(names, soon).toContain("foal:latest");
  },
);
