import type { ProcessIdentity } from "./owner.ts";
import type { ShownHolder } from "./shown-holder.ts";

/** The program that listens on a port, as far as the system tells it to this user. */
export type PortHolder = {
  readonly pid?: number;
  /** As a person knows it, such as `node`. */
  readonly name?: string;
  /** The name of the user that runs it. */
  readonly user?: string;
  readonly executable?: string;
  /** On Windows its command line is the only element. */
  readonly argv?: readonly string[];
  /** For comparing it later; absent where the start or the executable cannot be read. */
  readonly identity?: ProcessIdentity;
  /** The pids of its parent, the parent of that, and so on. */
  readonly parents?: readonly number[];
};

export const shownHolder = ({ pid, name, user }: PortHolder): ShownHolder => ({
  ...(pid !== undefined && { pid }),
  ...(name !== undefined && { name }),
  ...(user !== undefined && { user }),
});
