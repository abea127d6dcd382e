import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { freePort, standInExecutable } from "@paddock/test-fixtures";
import { afterEach, expect, it } from "vitest";
import { runtimeArguments, runtimeName } from "./runtime.ts";

const example = fileURLToPath(new URL("../examples/watch.ts", import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));

it(`the example watches a service in ${runtimeName()}, unbuilt`, async () => {
  const host = `127.0.0.1:${await freePort()}`;
  const service = serve(host);
  const lines = watch(host);
  await expect.poll(lines).toMatch(/Ollama: Running :\d+/);
  service.kill("SIGKILL");
  await expect.poll(lines).toMatch(/Ollama: Stopped :\d+/);
  serve(host);
  await expect.poll(() => lines().split("Running").length).toBe(3);
});

function serve(host: string): ChildProcess {
  const child = spawn(standInExecutable, ["serve"], {
    stdio: "ignore",
    env: { ...process.env, OLLAMA_HOST: host },
  });
  children.push(child);
  return child;
}

function watch(host: string): () => string {
  const child = spawn(process.execPath, [...runtimeArguments, example, host], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return () => output;
}
