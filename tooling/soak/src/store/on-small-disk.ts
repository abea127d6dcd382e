// `node on-small-disk.ts DISK SCRATCH MOMENTS SEED`: runs in a mount namespace in which DISK is a small disk.
import { createRandom } from "../random.ts";
import { killOnFullDisk } from "./full.ts";

const [, , disk = "", scratch = "", moments = "", seed = ""] = process.argv;
const report = await killOnFullDisk({
  disk,
  scratch,
  moments: Number(moments),
  seed: Number(seed),
  random: createRandom(Number(seed)),
});
for (const [name, value] of Object.entries(report.figures)) console.log(["figure", name, value].join("\t"));
for (const what of report.wrong) console.log(["wrong", what].join("\t"));
console.log("done");
