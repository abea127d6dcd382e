import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { context } from "esbuild";
import { packagePath, options } from "./options.ts";

/** A server that rebuilds the preview for every reload of the page. */
export interface PreviewServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the pages to a plain browser, with fake data. */
export async function servePreview(port = 0): Promise<PreviewServer> {
  const folder = await mkdtemp(join(tmpdir(), "paddock-preview-"));
  await cp(packagePath("preview/index.html"), join(folder, "index.html"));
  const builder = await context({
    ...options,
    entryPoints: { preview: packagePath("preview/preview.tsx") },
    outdir: folder,
    sourcemap: "inline",
  });
  const { port: actualPort } = await builder.serve({ host: "127.0.0.1", port, servedir: folder });
  return {
    url: `http://127.0.0.1:${actualPort}/`,
    async close() {
      await builder.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
