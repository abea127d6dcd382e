import type { PortHolder } from "./port-holder.ts";

/** Tells who listens on the port of an endpoint, where that is on this machine. */
export interface PortHolders {
  /** `undefined` where no program listens there, or the system does not tell. Never rejects. */
  find(): Promise<PortHolder | undefined>;
  /** Whether a service could listen on another port at the same address. */
  isFree(port: number): Promise<boolean>;
  /** A command that shows the same in a terminal. */
  readonly command: string;
}
