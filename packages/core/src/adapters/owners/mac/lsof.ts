import type { Listener } from "../port-holder/listeners.ts";
import type { Argv } from "../tool-result.ts";

/** Who listens at a port (lsof(8)). Without more rights, it tells only of the person's own processes. */
export const lsofOf = (port: number): Argv => [
  "/usr/sbin/lsof",
  "-nP",
  `-iTCP:${port}`,
  "-sTCP:LISTEN",
  "-Fpn",
];

export type PidListener = Listener & { readonly pid: number };

/** Reads "output for other programs" of lsof(8): a line for each field, whose first letter says which. */
export function parseLsof(text: string): readonly PidListener[] {
  const found: PidListener[] = [];
  let pid = 0;
  for (const line of text.split("\n"))
    if (line.startsWith("p")) pid = Number(line.slice(1));
    else if (line.startsWith("n") && pid > 1) found.push({ pid, ...parseName(line.slice(1)) });
  return found;
}

/** `127.0.0.1:11434`, `[::1]:11434`, or `*:11434` for every address. */
function parseName(name: string): Listener {
  const colon = name.lastIndexOf(":");
  return { address: name.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(name.slice(colon + 1)) };
}
