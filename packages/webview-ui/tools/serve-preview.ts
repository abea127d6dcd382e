import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, context, type BuildOptions } from "esbuild";
import { packagePath, options } from "./options.ts";

export interface PreviewServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the pages to a plain browser, with fake data, and rebuilds them for every reload of the page. */
export async function servePreview(port: number): Promise<PreviewServer> {
  const folder = await newFolder();
  return serve(folder, port, { ...previewIn(folder), sourcemap: "inline" });
}

/** Builds the pages once, with fake data, and serves them to a plain browser. */
export async function serveBuiltPreview(): Promise<PreviewServer> {
  const folder = await newFolder();
  await build(previewIn(folder));
  return serve(folder, 0, { entryPoints: [], outdir: folder });
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "paddock-preview-"));
  await cp(packagePath("preview/index.html"), join(folder, "index.html"));
  return folder;
}

function previewIn(folder: string): BuildOptions {
  return { ...options, entryPoints: { preview: packagePath("preview/preview.tsx") }, outdir: folder };
}

// esbuild builds for every request what the context has as its entry points.
async function serve(folder: string, port: number, built: BuildOptions): Promise<PreviewServer> {
  const builder = await context(built);
  const { port: actualPort } = await builder.serve({ host: "127.0.0.1", port, servedir: folder });
  return {
    url: `http://127.0.0.1:${actualPort}/`,
    async close() {
      await builder.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
