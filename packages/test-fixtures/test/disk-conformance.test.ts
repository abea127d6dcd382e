import { describe, expect, it } from "vitest";
import { recording, versions } from "../src/index.ts";
import { disks, playDisks, toDisk } from "./conformance/disk.ts";
import { folderFor } from "./support/temporary.ts";

describe.each(versions)("the disk of the simulator is as that of Ollama %s was", (version) => {
  it(disks.join(", "), async () => {
    const played = await playDisks(version, folderFor());
    for (const name of disks) {
      const recorded = recording(version, name);
      if (recorded.kind !== "disk") throw new Error(`${name} is no disk`);
      const { isInWholeParts, ...disk } = played[name];
      const { isInWholeParts: wasInWholeParts, ...recordedDisk } = toDisk(recorded);
      expect(disk, name).toEqual(recordedDisk);
      // After SIGTERM it is chance, which stops.test.ts tells of.
      if (!/after-sig(int|term)/.test(name)) expect(isInWholeParts, name).toBe(wasInWholeParts);
    }
  });
});
