import type { TestProject } from "vitest/node";
import { serveBuiltPreview } from "../tools/serve-preview.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the preview, which is built once for all test files. */
    readonly preview: string;
  }
}

/** Vitest calls it before the first test, and what it returns after the last one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await serveBuiltPreview();
  project.provide("preview", server.url);
  return () => server.close();
}
