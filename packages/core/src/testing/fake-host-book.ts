import type { Access, HostBook, HostCertificate, HostTest, NewHost } from "../hosts/host-book.port.ts";

/** A list of hosts in memory, and what a test finds at any address. */
export class FakeHostBook implements HostBook {
  readonly listed: NewHost[] = [];
  /** What is found, by how it is reached. */
  find: (access: Access) => HostTest = () => ({ kind: "found", answering: { version: "0.33.0" }, models: 2 });
  shownCertificate: HostCertificate | undefined;
  /** Why the list cannot be written. */
  unwritable: string | undefined;

  test: HostBook["test"] = (_endpoint, access) => Promise.resolve(this.find(access));
  certificate: HostBook["certificate"] = () => Promise.resolve(this.shownCertificate);
  async add(host: NewHost): Promise<void> {
    this.#write();
    this.listed.push(host);
  }
  hasHeaders: HostBook["hasHeaders"] = (name) =>
    Promise.resolve(this.listed.find((host) => host.name === name)?.headers !== undefined);
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
