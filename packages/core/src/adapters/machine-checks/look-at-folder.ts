import { access, constants, lstat, readlink, stat, statfs } from "node:fs/promises";
import * as path from "node:path";
import type { MachineQuestion } from "../../doctor/machine-checks.port.ts";
import type { FolderReport } from "../../doctor/machine-report.ts";
import { nearestExisting, orUndefined } from "../models-folder/disk.ts";
import type { Machine } from "../owners/machine.ts";
import { userNameIn } from "../system/user-name.ts";
import { rightsOf, userOfProcess, type SystemUser } from "./user-rights.ts";

type FolderQuestion = {
  readonly folder: string;
  readonly usedBy: NonNullable<MachineQuestion["folder"]>["usedBy"];
  readonly machine: Machine;
};

/** Looks at the folder of models, and changes nothing in it. */
export async function lookAtFolder({ folder, usedBy, machine }: FolderQuestion): Promise<FolderReport> {
  const found = await orReason(stat(folder));
  if (typeof found !== "string") {
    if (!found.isDirectory()) return { path: folder, is: { kind: "not-a-folder", at: folder } };
    return { path: folder, is: { kind: "folder", ...(await useOf(folder, usedBy, machine)) } };
  }
  if (found === "EACCES" || found === "EPERM") return { path: folder, is: { kind: "closed" } };
  const target = await orUndefined(readlink(folder));
  if (target !== undefined) return { path: folder, is: { kind: "dead-link", target } };
  if (found === "ENOTDIR") return { path: folder, is: { kind: "not-a-folder", at: await fileIn(folder) } };
  const nearest = await nearestExisting(folder);
  return {
    path: folder,
    is: { kind: "missing", nearest, isOnMissingDrive: isPlaceOfDrives(nearest, machine.platform) },
  };
}

type Use = Omit<Extract<FolderReport["is"], { kind: "folder" }>, "kind">;

async function useOf(folder: string, usedBy: FolderQuestion["usedBy"], machine: Machine): Promise<Use> {
  const [rights, space] = await Promise.all([
    rightsTo(folder, usedBy, machine),
    orUndefined(statfs(folder, { bigint: false })),
  ]);
  return {
    ...rights,
    ...(space && {
      disk: { freeBytes: space.bavail * space.bsize, totalBytes: space.blocks * space.bsize },
    }),
  };
}

async function rightsTo(
  folder: string,
  usedBy: FolderQuestion["usedBy"],
  machine: Machine,
): Promise<Pick<Use, "mayRead" | "mayWrite" | "user">> {
  if (usedBy === "our-user")
    return { mayRead: await may(folder, "R_OK"), mayWrite: await may(folder, "W_OK") };
  const user = usedBy === "unknown" ? undefined : await userOfProcess(usedBy.pid, machine);
  if (!user) return {};
  const name = userNameIn((await machine.read("/etc/passwd")) ?? "", user.uid);
  return { ...(await rightsIn(folder, user)), ...(name !== undefined && { user: name }) };
}

/** In the folder itself, and in that of the layers. */
async function rightsIn(folder: string, user: SystemUser): Promise<Pick<Use, "mayRead" | "mayWrite">> {
  const stats = await Promise.all([folder, path.join(folder, "blobs")].map((one) => orUndefined(stat(one))));
  const all = stats.filter((one) => one !== undefined).map((one) => rightsOf(one, user));
  const every = (of: (one: (typeof all)[number]) => boolean | undefined): boolean | undefined =>
    all.some((one) => of(one) === false) ? false : all.every((one) => of(one) === true) ? true : undefined;
  const [mayRead, mayWrite] = [every((one) => one.mayRead), every((one) => one.mayWrite)];
  return { ...(mayRead !== undefined && { mayRead }), ...(mayWrite !== undefined && { mayWrite }) };
}

const may = async (folder: string, right: "R_OK" | "W_OK"): Promise<boolean> =>
  access(folder, constants[right] | constants.X_OK).then(
    () => true,
    () => false,
  );

/** The result, or the code of the system for why there is none. */
const orReason = async <Value>(value: Promise<Value>): Promise<Value | string> =>
  value.catch((error: unknown) =>
    error instanceof Error && "code" in error ? String(error.code) : String(error),
  );

/** The file that is in the way of a path. */
async function fileIn(folder: string): Promise<string> {
  const parent = path.dirname(folder);
  const found = await orUndefined(lstat(parent));
  return found || parent === folder ? parent : fileIn(parent);
}

/** Where systems put drives (hier(7), udisks(8)); on Windows a path without its drive has nothing above it. */
const isPlaceOfDrives = (folder: string, platform: NodeJS.Platform): boolean =>
  platform === "win32"
    ? /^[A-Za-z]:\\?$/.test(folder)
    : /^\/(Volumes|mnt|media(\/[^/]+)?|run\/media(\/[^/]+)?)\/?$/.test(folder);
