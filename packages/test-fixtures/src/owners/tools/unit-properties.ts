import type { UnitOptions } from "../options.ts";
import type { SHOW_ORDER } from "../samples/systemctl.ts";
import { pidOf, type Service } from "../world.ts";

type Properties = Readonly<Record<(typeof SHOW_ORDER)[number], string>>;

/** The properties of `systemctl show`. */
export function propertiesOf(unit: Service<UnitOptions>): Properties {
  const { options, process } = unit;
  const { situation } = process;
  const command = [options.command ?? "/usr/local/bin/ollama", ...(options.arguments ?? ["serve"])];
  const pid = pidOf(unit);
  return {
    Type: "simple",
    Restart: options.restart ?? "always",
    RestartUSec: "3s",
    MainPID: `${pid}`,
    NRestarts: `${process.restarts}`,
    Result: resultOf(unit),
    ExecMainStartTimestamp: situation.kind === "running" ? toTimestamp(situation.sinceMs) : "",
    ExecStart: `{ path=${command[0]} ; argv[]=${command.join(" ")} ; ignore_errors=no ; pid=${pid} ; code=(null) ; status=0/0 }`,
    ControlGroup: pid === 0 ? "" : controlGroupOf(options),
    Environment: Object.entries(options.environment ?? {})
      .map(([name, value]) => (/[\s"']/.test(value) ? `"${name}=${value}"` : `${name}=${value}`))
      .join(" "),
    User: options.user ?? "",
    Id: options.name,
    LoadState: options.unitFileState === "masked" ? "masked" : "loaded",
    ActiveState: { running: "active", restarting: "activating", stopped: endOf(unit) }[situation.kind],
    SubState: { running: "running", restarting: "auto-restart", stopped: subStateOf(unit) }[situation.kind],
    FragmentPath: fragmentPathOf(options),
    DropInPaths: (options.dropInPaths ?? []).join(" "),
    UnitFileState: options.unitFileState ?? "enabled",
  };
}

export const fragmentPathOf = ({ name, scope, fragmentPath }: UnitOptions): string =>
  fragmentPath ??
  (scope === "user" ? `/home/someone/.config/systemd/user/${name}` : `/etc/systemd/system/${name}`);

const controlGroupOf = ({ name, scope }: UnitOptions): string =>
  scope === "user"
    ? `/user.slice/user-1000.slice/user@1000.service/app.slice/${name}`
    : `/system.slice/${name}`;

const endOf = ({ process: { situation } }: Service<UnitOptions>): string =>
  situation.kind === "stopped" && situation.code ? "failed" : "inactive";

const subStateOf = (unit: Service<UnitOptions>): string => (endOf(unit) === "failed" ? "failed" : "dead");

function resultOf({ process: { situation } }: Service<UnitOptions>): string {
  if (situation.kind === "running" || !situation.code) return "success";
  return situation.code > 128 ? "signal" : "exit-code";
}

const toTimestamp = (ms: number): string => {
  const date = new Date(ms);
  const day = date.toLocaleDateString("en-US", { weekday: "short", timeZone: "UTC" });
  return `${day} ${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
};
