import { access, constants, lstat, readlink, realpath, stat } from "node:fs/promises";
import * as path from "node:path";
import type { MachineQuestion } from "../../doctor/machine-checks.port.ts";
import type { FolderReport } from "../../doctor/machine-report.ts";
import { nearestExisting, orUndefined } from "../models-folder/disk.ts";
import type { Machine } from "../owners/machine.ts";
import { codeOf } from "../system/error-code.ts";
import { userNameIn } from "../system/user-name.ts";
import { rightsOf, userOfProcess, type SystemUser } from "./user-rights.ts";
import { diskSpaceAt } from "../system/disk-space.ts";

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
  const [rights, disk] = await Promise.all([
    rightsOfUser(folder, usedBy, machine),
    orUndefined(diskSpaceAt(folder)),
  ]);
  return { ...rights, ...(disk && { disk }) };
}

async function rightsOfUser(
  folder: string,
  usedBy: FolderQuestion["usedBy"],
  machine: Machine,
): Promise<Omit<Use, "disk">> {
  if (usedBy === "our-user")
    return { mayRead: await may(folder, "R_OK"), mayWrite: await may(folder, "W_OK") };
  const user = usedBy === "unknown" ? undefined : await userOfProcess(usedBy.pid, machine);
  if (!user) return {};
  const name = userNameIn((await machine.read("/etc/passwd")) ?? "", user.uid);
  return { ...(await rightsIn(folder, user)), ...(name !== undefined && { user: name }) };
}

/** In the folder itself and in that of the layers, which the user must be able to come to (path_resolution(7)). */
async function rightsIn(folder: string, user: SystemUser): Promise<Omit<Use, "disk" | "user">> {
  const folders = [folder, path.join(folder, "blobs")];
  const [inside, above] = await Promise.all([rightsTo(folders, user), foldersAbove(folders)]);
  const onTheWay = await rightsTo(above, user);
  const barredBy = onTheWay.find(({ mayEnter }) => mayEnter === false)?.folder;
  if (barredBy !== undefined) return { mayRead: false, mayWrite: false, barredBy };
  const mayEnter = every(onTheWay.map((one) => one.mayEnter));
  const mayRead = every([mayEnter, ...inside.map((one) => one.mayRead)]);
  const mayWrite = every([mayEnter, ...inside.map((one) => one.mayWrite)]);
  return { ...(mayRead !== undefined && { mayRead }), ...(mayWrite !== undefined && { mayWrite }) };
}

/** Of those folders that are there. */
async function rightsTo(folders: readonly string[], user: SystemUser) {
  const all = await Promise.all(
    folders.map(async (folder) => {
      const found = await orUndefined(stat(folder));
      return found && { folder, ...rightsOf(found, user) };
    }),
  );
  return all.filter((one) => one !== undefined);
}

/** Each folder on the way to these, by their own path and by where links lead; the outermost one first. */
async function foldersAbove(folders: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(folders.map((folder) => orUndefined(realpath(folder))));
  const paths = [...folders, ...real.filter((one) => one !== undefined)];
  return [...new Set(paths.flatMap((one) => parentsOf(one)))];
}

const parentsOf = (folder: string): readonly string[] => {
  const parent = path.dirname(folder);
  return parent === folder ? [] : [...parentsOf(parent), parent];
};

/** Not known if one of them is not, and none is false. */
const every = (all: readonly (boolean | undefined)[]): boolean | undefined =>
  all.includes(false) ? false : all.includes(undefined) ? undefined : true;

const may = async (folder: string, right: "R_OK" | "W_OK"): Promise<boolean> =>
  access(folder, constants[right] | constants.X_OK).then(
    () => true,
    () => false,
  );

/** The result, or the code of the system for why there is none. */
const orReason = async <Value>(value: Promise<Value>): Promise<Value | string> =>
  value.catch((error: unknown) => codeOf(error) || String(error));

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
