import type { HostId } from "../hosts/host.ts";
import type { Owner } from "./owner.ts";
import type { OwnerChoice } from "./owner-choice.ts";

/** The owners among which a person may choose, and the setting that keeps the choice for each host. */
export interface OwnerChoices {
  /** Those of this machine, by its tools; none for a host on another machine. Never rejects. */
  found(host: HostId): Promise<readonly Owner[]>;
  /** `undefined`: who runs it is found out. Rejects with the editor's reason if the setting cannot be written. */
  choose(host: HostId, choice: OwnerChoice | undefined): Promise<void>;
}
