import type { Stats } from "node:fs";
import type { Machine } from "../owners/machine.ts";

/** A user of Linux, and the groups that one of its processes has. */
export type SystemUser = { readonly uid: number; readonly groups: readonly number[] };

/** By `/proc/<pid>/status` (proc(5)); `undefined` on other systems, and when the process has ended. */
export async function userOfProcess(pid: number, machine: Machine): Promise<SystemUser | undefined> {
  if (machine.platform !== "linux") return undefined;
  const status = (await machine.read(`/proc/${pid}/status`)) ?? "";
  const numbersAfter = (name: string): readonly number[] =>
    (new RegExp(`^${name}:\\s+(.*)$`, "m").exec(status)?.[1] ?? "").split(/\s+/).filter(Boolean).map(Number);
  const [, uid] = numbersAfter("Uid"); // the effective one
  return uid === undefined
    ? undefined
    : { uid, groups: [...numbersAfter("Gid").slice(1, 2), ...numbersAfter("Groups")] };
}

/** Whether the user may enter the folder, and also list it or write in it. */
type Rights = {
  readonly mayEnter: boolean | undefined;
  readonly mayRead: boolean | undefined;
  readonly mayWrite: boolean | undefined;
};

/**
 * By the bits of the folder (inode(7)). Where an access list may give more, they are not known: then the bits of the group are
 * those of its mask (acl(5)).
 */
export function rightsOf({ mode, uid, gid }: Pick<Stats, "mode" | "uid" | "gid">, user: SystemUser): Rights {
  if (user.uid === 0) return { mayEnter: true, mayRead: true, mayWrite: true };
  const bits = user.uid === uid ? mode >> 6 : user.groups.includes(gid) ? mode >> 3 : mode;
  const has = (wanted: number): boolean | undefined => {
    if ((bits & wanted) === wanted) return true;
    return user.uid !== uid && ((mode >> 3) & wanted) === wanted ? undefined : false;
  };
  return { mayEnter: has(0b001), mayRead: has(0b101), mayWrite: has(0b011) };
}
