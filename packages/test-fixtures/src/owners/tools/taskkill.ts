import { fails, says } from "../answer.ts";
import * as sample from "../samples/windows.ts";
import { pidOf } from "../world.ts";
import type { Tool } from "../tool.ts";

/** `taskkill [/F] [/T] /PID pid`, `taskkill [/F] [/T] /IM image`. */
export const taskkill: Tool = async ({ argv }, { images }) => {
  const value = (name: string): string | undefined => {
    const at = argv.findIndex((word) => word.toUpperCase() === name);
    return at < 0 ? undefined : argv[at + 1];
  };
  const [pid, image] = [value("/PID"), value("/IM")];
  const meant = images.filter(
    (one) => pidOf(one) !== 0 && (`${pidOf(one)}` === pid || one.options.name === image),
  );
  if (meant.length === 0) return fails(128, sample.NO_PROCESS(pid ?? image ?? ""));
  const has = (name: string): boolean => argv.some((word) => word.toUpperCase() === name);
  const answers = meant.map((one) => (has("/F") ? sample.TERMINATED : sample.ASKED_TO_END)(pidOf(one)));
  // With /F alone, the processes that it started go on without it.
  for (const { process } of meant) if (has("/F") && !has("/T")) process.kill();
  if (!has("/F") || has("/T")) await Promise.all(meant.map(({ process }) => process.stop()));
  return says(answers.join("\n"));
};
