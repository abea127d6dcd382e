import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { openTemporaryFolder, root } from "@paddock/system";
import type { Group } from "./benchmark.ts";

/** How big what people download is. */
export const vsix: Group = {
  name: "vsix",
  benchmarks: [{ name: "vsix", what: "the .vsix", unit: "KB", budget: 350 }],
  async measure() {
    const folder = openTemporaryFolder();
    const file = join(folder.path, "paddock.vsix");
    packageExtension(file);
    const { size } = statSync(file);
    folder.close();
    return { vsix: [size / 1000] };
  },
};

/** Makes the .vsix of what was built. */
function packageExtension(file: string): void {
  execFileSync(process.execPath, [join(root, "packages/vscode/tools/package.ts"), file], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
