import type { PortHolder } from "../service/port-holder.ts";
import type { PortHolders } from "../service/port-holders.port.ts";

/** Ports that a test says who holds. */
export class FakeHolders implements PortHolders {
  holder: PortHolder | undefined;
  readonly taken = new Set<number>();
  /** How often it was asked who holds the port. */
  asked = 0;
  readonly command = "sudo ss -ltnp 'sport = :11434'";

  find(): Promise<PortHolder | undefined> {
    this.asked++;
    return Promise.resolve(this.holder);
  }
  isFree(port: number): Promise<boolean> {
    return Promise.resolve(!this.taken.has(port));
  }
}
