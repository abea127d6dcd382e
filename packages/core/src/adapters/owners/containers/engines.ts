import type { Owner } from "../../../service/owner.ts";
import type { ToolTrouble } from "../../../shared/failure.ts";

export type Engine = Extract<Owner, { readonly kind: "container" }>["engine"];

/** What distinguishes the engines of containers. Their other commands are the same. */
type EngineFacts = {
  /** The option that chooses which engine the tool talks to. */
  readonly contextOption: string;
  /** What the tool says if the person may not use the engine, and root may. */
  readonly lacksRights: RegExp;
  readonly troubles: readonly (readonly [RegExp, ToolTrouble])[];
};

/**
 * The engines in the order in which they are believed: where `docker` is podman's, both list the same container.
 *
 * Sources: the pages "docker", "docker context", "Linux post-installation steps" of docs.docker.com; podman(1),
 * podman-start(1); nerdctl's "command reference" and `pkg/rootlessutil` (not seen on a machine of ours).
 */
export const ENGINES = {
  podman: {
    contextOption: "--connection",
    lacksRights: /connect: permission denied/,
    troubles: [
      [/unable to connect to Podman|Cannot connect to Podman/i, "engine-down"],
      [/connection "[^"]*" not found|could not find connection/i, "no-such-context"],
      [/no such container/i, "no-such-container"],
    ],
  },
  docker: {
    contextOption: "--context",
    // Until version 28 "… the Docker daemon socket at …", later "… the docker API at …".
    lacksRights: /permission denied while trying to connect to the docker/i,
    troubles: [
      [
        /cannot connect to the docker daemon|is the docker daemon running|error during connect/i,
        "engine-down",
      ],
      [/failed to connect to the docker API/i, "engine-down"],
      [/context "[^"]*"( does not exist|: context not found)/, "no-such-context"],
      [/no such container/i, "no-such-container"],
    ],
  },
  nerdctl: {
    contextOption: "--namespace",
    lacksRights: /rootless containerd not running\?|cannot access containerd socket[^\n]*permission denied/,
    troubles: [
      [/cannot access containerd socket/, "engine-down"],
      [/no such container/i, "no-such-container"],
    ],
  },
} as const satisfies Record<Engine, EngineFacts>;

export const ENGINE_NAMES = ["podman", "docker", "nerdctl"] as const satisfies readonly Engine[];

/** The beginning of each command. */
export const engineArgv = (engine: Engine, context: string | undefined): readonly [Engine, ...string[]] =>
  context === undefined ? [engine] : [engine, ENGINES[engine].contextOption, context];
