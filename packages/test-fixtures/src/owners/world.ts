import { openSupervised, type Program, type Supervised, type Supervision } from "./supervised.ts";
import type { MachineOptions, ServiceOptions, TableEntry } from "./options.ts";

/** Something of the machine, and its process. */
export type Service<Options extends ServiceOptions> = {
  readonly options: Options;
  readonly process: Supervised;
};

type Entry<Name extends keyof MachineOptions> =
  NonNullable<MachineOptions[Name]> extends readonly (infer Options extends ServiceOptions)[]
    ? Options
    : never;

type Workload = NonNullable<NonNullable<MachineOptions["cluster"]>["workloads"]>[number];

/** What runs on a machine unless a test says otherwise. */
export type Programs = { readonly server: Program; readonly app: Program };

/** All that the tools of a machine know and change. */
export type World = {
  readonly options: MachineOptions;
  readonly units: readonly Service<Entry<"units">>[];
  readonly containers: readonly Service<Entry<"containers">>[];
  readonly workloads: readonly Service<Workload>[];
  readonly formulas: readonly Service<ServiceOptions>[];
  readonly jobs: readonly Service<Entry<"jobs">>[];
  readonly apps: readonly Service<ServiceOptions>[];
  readonly images: readonly Service<ServiceOptions>[];
  readonly tables: Readonly<Record<string, readonly TableEntry[]>>;
};

/** Opens the services of a machine, and starts those that run. */
export function openWorld(options: MachineOptions, { server, app }: Programs): World {
  const open =
    <Options extends ServiceOptions>(usual: Supervision, program = server) =>
    (service: Options): Service<Options> => {
      const process = openSupervised(
        {
          command: service.command ?? program.command,
          arguments: service.arguments ?? program.arguments,
          environment: { ...program.environment, ...service.environment },
        },
        { ...usual, ...service },
      );
      if (service.isRunning) process.start();
      return { options: service, process };
    };
  return {
    options,
    units: (options.units ?? []).map(open({ ...COMES_BACK, stopMs: 90_000 })),
    containers: (options.containers ?? []).map(atFirstPort).map(open({ ...STAYS_DEAD, stopMs: 10_000 })),
    workloads: (options.cluster?.workloads ?? []).map(open({ ...COMES_BACK, stopMs: 30_000 })),
    formulas: (options.brew?.services ?? []).map(open({ ...COMES_BACK, stopMs: 20_000 })),
    jobs: (options.jobs ?? []).map(open({ ...STAYS_DEAD, stopMs: 20_000 })),
    apps: (options.apps ?? []).map(open({ ...STAYS_DEAD, stopMs: 20_000 }, app)),
    images: (options.images ?? []).map(open({ ...STAYS_DEAD, stopMs: 20_000 }, app)),
    tables: options.tables ?? {},
  };
}

/** The process of a container listens at the port that it publishes, since it has no network of its own. */
const atFirstPort = (container: Entry<"containers">): Entry<"containers"> => {
  const [port] = container.ports ?? [];
  const environment = port && { OLLAMA_HOST: `127.0.0.1:${port.host}`, ...container.environment };
  return { ...container, ...(environment && { environment }) };
};

/** A short pause: the real ones are 3 s (Ollama's unit) and 10 s (launchd). */
const COMES_BACK = { restart: "always", restartMs: 100 } as const;
const STAYS_DEAD = { restart: "no", restartMs: 100 } as const;

/** The parts of a machine that have processes. */
export type Part = Exclude<keyof World, "options" | "tables">;

export const servicesOf = (world: World): readonly Service<ServiceOptions>[] => [
  ...world.units,
  ...world.containers,
  ...world.workloads,
  ...world.formulas,
  ...world.jobs,
  ...world.apps,
  ...world.images,
];

export const pidOf = ({ process: { situation } }: Service<ServiceOptions>): number =>
  situation.kind === "running" ? situation.pid : 0;
