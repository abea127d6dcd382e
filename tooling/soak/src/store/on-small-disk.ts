// `node on-small-disk.ts DISK SCRATCH MOMENTS SEED`: runs in a world of its own, in which DISK is a small disk.
import { chanceOf } from "../random.ts";
import { killOnFullDisk } from "./full.ts";

const [, , disk = "", scratch = "", moments = "", seed = ""] = process.argv;
const report = await killOnFullDisk({
  disk,
  scratch,
  moments: Number(moments),
  seed: Number(seed),
  chance: chanceOf(Number(seed)),
});
for (const [name, value] of Object.entries(report.figures)) console.log(["figure", name, value].join("\t"));
for (const what of report.wrong) console.log(["wrong", what].join("\t"));
console.log("done");
