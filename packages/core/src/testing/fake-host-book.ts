import type { HostBook, HostCertificate, HostTest, NewHost } from "../hosts/host-book.port.ts";
import type { TlsSetting } from "../hosts/tls-trust.ts";

/** A list of hosts in memory, and what a test finds at any address. */
export class FakeHostBook implements HostBook {
  readonly listed: NewHost[] = [];
  /** What is found, by how the certificate is trusted. */
  find: (tls: TlsSetting) => HostTest = () => ({ kind: "found", version: "0.33.0", models: 2 });
  shownCertificate: HostCertificate | undefined;
  /** Why the list cannot be written. */
  unwritable: string | undefined;

  test: HostBook["test"] = (_endpoint, tls) => Promise.resolve(this.find(tls));
  certificate: HostBook["certificate"] = () => Promise.resolve(this.shownCertificate);
  async add(host: NewHost): Promise<void> {
    this.#write();
    this.listed.push(host);
  }
  async remove(name: string): Promise<void> {
    this.#write();
    this.listed.splice(
      this.listed.findIndex((host) => host.name === name),
      1,
    );
  }

  #write(): void {
    if (this.unwritable !== undefined) throw new Error(this.unwritable);
  }
}
