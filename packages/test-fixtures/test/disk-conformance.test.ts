import { describe, expect, it } from "vitest";
import { versions } from "../src/index.ts";
import { disks, replayDisks, toDisk } from "./conformance/disk.ts";
import { recordedAs } from "./conformance/recorded.ts";
import { folderFor } from "./support/temporary.ts";

describe.each(versions)("the simulator has the same files on the disk as Ollama %s", (version) => {
  it(disks.join(", "), async () => {
    const replayed = await replayDisks(version, folderFor());
    for (const name of disks) {
      const recorded = recordedAs(version, name);
      if (recorded.kind !== "disk") throw new Error(`${name} is not a disk`);
      const { isInWholeParts, ...disk } = replayed[name];
      const { isInWholeParts: wasInWholeParts, ...recordedDisk } = toDisk(recorded);
      expect(disk, name).toEqual(recordedDisk);
      // After SIGTERM this is random; stops.test.ts covers it.
      if (!/after-sig(int|term)/.test(name)) expect(isInWholeParts, name).toBe(wasInWholeParts);
    }
  });
});
