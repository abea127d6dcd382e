import { execFileSync } from "node:child_process";
import { mkdtempDisposableSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Group } from "./benchmark.ts";
import { paddockFolder } from "./host.ts";

/** The size of the download. */
export const vsix: Group = {
  name: "vsix",
  benchmarks: [{ name: "vsix", what: "the .vsix", unit: "KB", budget: 640 }],
  async measure() {
    const folder = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
    const file = join(folder.path, "paddock.vsix");
    packageExtension(file);
    const { size } = statSync(file);
    folder.remove();
    return { vsix: [size / 1000] };
  },
};

/** Packages the built extension. */
function packageExtension(file: string): void {
  execFileSync(process.execPath, [join(paddockFolder, "tools/package.ts"), file], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
