import * as v from "valibot";
import type { PortHolder } from "../../../service/port-holder.ts";
import { answering } from "./listeners.ts";

/**
 * A PowerShell script that prints who listens on a port as JSON (Get-NetTCPConnection, Win32_Process and its GetOwner in
 * Microsoft's documentation). Nothing in it comes from a person but the port, a number.
 */
export const netTcpScript = (port: number): string =>
  [
    `Get-NetTCPConnection -LocalPort ${port} -State Listen -ErrorAction SilentlyContinue | ForEach-Object {`,
    `$p = Get-CimInstance Win32_Process -Filter "ProcessId=$($_.OwningProcess)";`,
    `$o = if ($p) { Invoke-CimMethod -InputObject $p -MethodName GetOwner -ErrorAction SilentlyContinue };`,
    `[pscustomobject]@{ address = $_.LocalAddress; pid = $_.OwningProcess; name = $p.Name;`,
    `path = $p.ExecutablePath; line = $p.CommandLine; parent = $p.ParentProcessId; user = $o.User }`,
    `} | ConvertTo-Json -Compress`,
  ].join(" ");

const orNull = v.nullish(v.string(), null);
const rowSchema = v.object({
  address: v.string(),
  pid: v.number(),
  name: orNull,
  path: orNull,
  line: orNull,
  parent: v.nullish(v.number(), null),
  user: orNull,
});
const rowsSchema = v.union([
  v.array(rowSchema),
  v.pipe(
    rowSchema,
    v.transform((row) => [row]),
  ),
]);

/** The program that answers there, by what the script has printed; `undefined` where it has printed nothing readable. */
export function parseNetTcp(
  output: string,
  address: { readonly dialHostname: string; readonly port: number },
): PortHolder | undefined {
  const rows = v.safeParse(v.pipe(v.string(), v.trim(), v.parseJson(), rowsSchema), output);
  if (!rows.success) return undefined;
  const found = answering(
    rows.output.map((row) => ({ ...row, port: address.port })),
    address,
  );
  if (!found) return undefined;
  const { pid, name, path, line, parent, user } = found;
  return {
    pid,
    ...(name !== null && { name: name.replace(/\.exe$/i, "") }),
    ...(path !== null && { executable: path }),
    ...(line !== null && { argv: [line] }),
    ...(parent !== null && parent !== 0 && { parents: [parent] }),
    ...(user !== null && { user }),
  };
}
