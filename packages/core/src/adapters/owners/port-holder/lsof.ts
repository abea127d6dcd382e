import type { PortHolder } from "../../../service/port-holder.ts";
import { answering, type Listener } from "./listeners.ts";

/** The arguments of `lsof` that list who listens on a port (lsof(8), "OUTPUT FOR OTHER PROGRAMS"). */
export const lsofArgs = (port: number): readonly string[] => [
  "-nP",
  `-iTCP:${port}`,
  "-sTCP:LISTEN",
  "-FpcuLn",
];

type Row = Listener & Pick<PortHolder, "pid" | "name" | "user">;

/** The program that answers there, by the output of `lsof`: a letter for each field, then its value. */
export function parseLsof(
  output: string,
  address: { readonly dialHostname: string; readonly port: number },
): Pick<PortHolder, "pid" | "name" | "user"> | undefined {
  let process: Pick<PortHolder, "pid" | "name" | "user"> = {};
  const rows: Row[] = [];
  for (const line of output.split("\n")) {
    const value = line.slice(1);
    switch (line.slice(0, 1)) {
      case "p":
        process = { pid: Number(value) };
        break;
      case "c":
        process = { ...process, name: unescaped(value) };
        break;
      case "u":
        process = { user: `uid ${value}`, ...process };
        break;
      case "L":
        process = { ...process, user: value };
        break;
      case "n": {
        const [, host = "", port = ""] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(value) ?? [];
        if (port !== "") rows.push({ ...process, address: host, port: Number(port) });
      }
    }
  }
  const found = answering(rows, address);
  if (!found) return undefined;
  const { address: _address, port: _port, ...holder } = found;
  return holder;
}

/** `lsof` writes a space in a name as `\x20`. */
const unescaped = (text: string): string =>
  text.replaceAll(/\\x([0-9a-f]{2})/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );

/** A table of all processes by `ps -axo pid=,ppid=` (ps(1)): the parents of one of them. */
export function parentsIn(table: string, pid: number): readonly number[] {
  const parentOf = new Map(
    table.split("\n").map((line) => {
      const [child, parent] = line.trim().split(/\s+/).map(Number);
      return [child, parent] as const;
    }),
  );
  const parents: number[] = [];
  for (let parent = parentOf.get(pid); parent; parent = parentOf.get(parent)) {
    if (parents.includes(parent)) break;
    parents.push(parent);
  }
  return parents;
}
