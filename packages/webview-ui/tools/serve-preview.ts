import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { context } from "esbuild";
import { here, options } from "./options.ts";

/** The preview, built anew with every reload of the page. */
export interface PreviewServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the pages in a plain browser, on fakes. */
export async function servePreview(port = 0): Promise<PreviewServer> {
  const folder = await mkdtemp(join(tmpdir(), "paddock-preview-"));
  await cp(here("preview/index.html"), join(folder, "index.html"));
  const building = await context({
    ...options,
    entryPoints: { preview: here("preview/preview.tsx") },
    outdir: folder,
    sourcemap: "inline",
  });
  const { port: found } = await building.serve({ host: "127.0.0.1", port, servedir: folder });
  return {
    url: `http://127.0.0.1:${found}/`,
    async close() {
      await building.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
