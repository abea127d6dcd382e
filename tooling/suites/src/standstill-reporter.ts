import type { Reporter, TestCase, TestModule } from "vitest/node";

type Module = Pick<TestModule, "relativeModuleId">;
type Test = Pick<TestCase, "fullName"> & { readonly module: Module };

/** Longer than any test or hook may take. */
const STANDSTILL_MS = 3 * 60_000;

/**
 * Ends a suite in which nothing has happened for minutes, and says where. vitest's own limits need the event loop of the
 * test's process; a test that blocks it, or a process that never ends, would hold up everything until the whole run is over.
 */
export class StandstillReporter implements Reporter {
  readonly #giveUp: (text: string) => void;
  readonly #running = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(giveUp: (text: string) => void = endSuite) {
    this.#giveUp = giveUp;
  }

  onTestRunStart(): void {
    this.#goOn();
  }

  onTestModuleQueued({ relativeModuleId }: Module): void {
    this.#running.add(relativeModuleId);
    this.#goOn();
  }

  onTestCaseReady(test: Test): void {
    this.#running.add(nameOf(test));
    this.#goOn();
  }

  /** Each hook may take as long as a test, and a test with its hooks may take longer than the limit. */
  onHookStart(): void {
    this.#goOn();
  }

  onHookEnd(): void {
    this.#goOn();
  }

  onTestCaseResult(test: Test): void {
    this.#running.delete(nameOf(test));
    this.#goOn();
  }

  onTestModuleEnd({ relativeModuleId }: Module): void {
    this.#running.delete(relativeModuleId);
    this.#goOn();
  }

  #goOn(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#giveUp(this.#describe()), STANDSTILL_MS).unref();
  }

  #describe(): string {
    const where = this.#running.size === 0 ? ["after the last test"] : [...this.#running];
    return `Nothing has happened for ${STANDSTILL_MS / 1_000} s:\n${where.map((one) => `- ${one}`).join("\n")}`;
  }
}

const nameOf = ({ module, fullName }: Test): string => `${module.relativeModuleId} > ${fullName}`;

function endSuite(text: string): void {
  console.error(text);
  process.exit(1);
}
