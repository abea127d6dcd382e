/** The unit of systemd in which a process runs. `uid` is the user of a user's manager. */
export type UnitSlot =
  | { readonly scope: "system"; readonly unit: string }
  | { readonly scope: "user"; readonly unit: string; readonly uid: number };

/** The control group of a process in the hierarchy of systemd, by `/proc/<pid>/cgroup` (cgroups(7)). */
function pathIn(text: string): string {
  const lines = text.split("\n").map((line) => /^\d+:([^:]*):(.*)$/.exec(line) ?? []);
  const named = lines.find(([, controllers]) => controllers === "name=systemd");
  const unified = lines.find(([, controllers]) => controllers === "");
  return (named ?? unified)?.[2] ?? "/";
}

/** The service in which a process runs (systemd.slice(5), user@.service(5)); a scope is not one. */
export function unitIn(cgroup: string): UnitSlot | undefined {
  const parts = pathIn(cgroup).split("/");
  const at = parts.findIndex((part) => /^user@\d+\.service$/.test(part));
  const isService = (part: string): boolean => /^[^-\s].*\.service$/.test(part);
  if (at < 0) {
    const unit = parts.find(isService);
    return unit === undefined ? undefined : { scope: "system", unit };
  }
  const unit = parts.slice(at + 1).find(isService);
  const uid = Number(/\d+/.exec(parts[at] ?? "")?.[0]);
  return unit === undefined ? undefined : { scope: "user", unit, uid };
}

/** How the engines name the groups of their containers, with systemd and without. */
const CONTAINER =
  /(^|[/-])(docker|libpod|crio|cri-containerd|nerdctl|containerd|kubepods|lxc|buildkit)([-/:.]|$)/;

/** Whether a process runs in a container, as seen from outside of it. */
export const isInContainer = (cgroup: string): boolean =>
  CONTAINER.test(pathIn(cgroup).replace(/\/(docker|containerd|libpod|lxc)\.service/g, ""));
