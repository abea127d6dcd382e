import { dialUrl, parseEndpoint } from "@paddock/core";
import * as v from "valibot";
import { chooseOllama, type Ollama } from "./choices.ts";
import { findProgram } from "./find-program.ts";

/** Looks for Ollama at the address where the extension will look for it, and on the PATH. */
export async function findOllama(environment: Readonly<Record<string, string | undefined>>): Promise<Ollama> {
  const address = addressOf(environment.OLLAMA_HOST ?? "");
  const version = address === undefined ? undefined : await askForVersion(address);
  return chooseOllama({ address, version, program: findProgram("ollama", environment.PATH) });
}

function addressOf(text: string): string | undefined {
  const parsed = parseEndpoint(text);
  return "problem" in parsed ? undefined : dialUrl(parsed.endpoint, "");
}

async function askForVersion(address: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${address}/api/version`, { signal: AbortSignal.timeout(1_000) });
    return v.parse(v.object({ version: v.string() }), await response.json()).version;
  } catch {
    return undefined; // no answer, or not one of Ollama
  }
}
