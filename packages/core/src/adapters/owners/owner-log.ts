import type { Owner } from "../../service/owner.ts";
import type { ServiceLog } from "../../service-log/service-log.port.ts";
import { defer, ignoreElements, concat } from "rxjs";
import { appendedLog } from "./file-log.ts";
import { keepSmall } from "./keep-small.ts";
import type { ManagedOwner, Place } from "./managed-owner.ts";
import { toolLog } from "./tool-log.ts";

type OwnerLogOptions = Place & {
  /** The log of our own child process. */
  readonly own: ServiceLog;
  readonly managed: readonly ManagedOwner[];
};

/** The log that an owner keeps; `undefined` if it cannot be read from here. */
export const ownerLog =
  ({ own, managed, ...place }: OwnerLogOptions) =>
  (owner: Owner): ServiceLog | undefined => {
    if (owner.kind === "paddock") return own;
    const source = managed.find(({ kind }) => kind === owner.kind)?.log(owner, place);
    switch (source?.kind) {
      case undefined:
        return undefined;
      case "file":
        return appendedLog(source.file);
      case "own-file":
        return keptSmall(appendedLog(source.file), source.file);
      case "tool":
        return toolLog(source.argv, place.machine, source);
    }
  };

/** The same log, made small before it is followed. */
const keptSmall = (log: ServiceLog, file: string): ServiceLog => ({
  ...log,
  follow: () => concat(defer(() => keepSmall(file)).pipe(ignoreElements()), log.follow()),
});
