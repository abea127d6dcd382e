import type { PersonSettings, SettingsChange, SettingsPort } from "../ui/settings.port.ts";

/** Settings in memory. */
export class FakeSettings implements SettingsPort {
  host = "";
  serviceEnvironment: Readonly<Record<string, string>> = {};
  autoStart: PersonSettings["autoStart"] = "never";
  /** Why they cannot be written. */
  problem: string | undefined;

  read(): PersonSettings {
    const { serviceEnvironment, autoStart } = this;
    return { serviceEnvironment, autoStart };
  }

  write({ host = this.host, variables = {} }: SettingsChange): Promise<void> {
    if (this.problem !== undefined) return Promise.reject(new Error(this.problem));
    this.host = host;
    const changed = { ...this.serviceEnvironment, ...variables };
    this.serviceEnvironment = Object.fromEntries(
      Object.entries(changed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    return Promise.resolve();
  }
}
