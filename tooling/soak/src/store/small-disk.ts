import { execFile } from "node:child_process";
import { mkdirSync, mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Report } from "../report.ts";

const DISK_SIZE = "12m";
const driver = fileURLToPath(new URL("on-small-disk.ts", import.meta.url));

/** Mounted in a namespace of its own, so that the mount disappears even if a process is killed. */
const MOUNT = `mount -t tmpfs -o size=${DISK_SIZE} tmpfs "$1" || exit 77; shift; exec "$@"`;

/** Runs the full-disk soak on a small tmpfs; resolves with `undefined` if mounting is not permitted. */
export async function runOnSmallDisk(moments: number, seed: number): Promise<Report | undefined> {
  const temporary = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
  const [disk, scratch] = [join(temporary.path, "disk"), join(temporary.path, "copy")];
  mkdirSync(disk);
  const program = [process.execPath, driver, disk, scratch, String(moments), String(seed)];
  try {
    return await new Promise((resolve, reject) => {
      execFile("unshare", ["-rm", "sh", "-c", MOUNT, "sh", disk, ...program], (error, stdout, stderr) => {
        const lines = stdout.split("\n");
        if (lines.includes("done")) resolve(toReport(lines));
        else if (error?.code === 77 || /unshare/.test(`${error?.code} ${stderr}`) || error?.code === "ENOENT")
          resolve(undefined);
        else reject(new Error(stderr, { cause: error }));
      });
    });
  } finally {
    temporary.remove();
  }
}

function toReport(lines: readonly string[]): Report {
  const rows = lines.map((line) => line.split("\t"));
  const figures = rows.flatMap(([what, name = "", value = ""]): [string, string][] =>
    what === "figure" ? [[name, value]] : [],
  );
  return {
    figures: Object.fromEntries(figures),
    wrong: rows.flatMap(([kind, what = ""]) => (kind === "wrong" ? [what] : [])),
  };
}
