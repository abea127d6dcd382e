import { isLoopback } from "../../../hosts/hostname.ts";
import { isInContainer } from "../linux/cgroup.ts";
import { isServing } from "../ollama-program.ts";
import { terminalLine } from "../../../shared/terminal-line.ts";
import type { Act, ManagedOwner, Scene } from "../managed-owner.ts";
import { isOllamaServe } from "../running-process.ts";
import { engineArgv, ENGINES } from "./engines.ts";
import { findContainer, listContainers, type ContainerOwner } from "./find-container.ts";
import { isSleeping } from "./sleeping-engine.ts";

/** `stop` waits for 10 s until it kills ("docker container stop"), and engines in virtual machines need a moment. */
const ACT_PATIENCE_MS = 40_000;
/** A log has all starts of its container; a line for each request soon hides the last one. */
const TAIL_LINES = "20000";

/** Containers of docker, podman and nerdctl: found by the port that they publish, if no server outside of them has it. */
export const container: ManagedOwner<"container"> = {
  kind: "container",
  detect: async (scene) => ((await isServedOutside(scene)) ? undefined : findContainer(scene)),
  installed: async () => undefined, // only the engine knows, and it is not asked before it has to be
  candidates: listContainers,
  /** What forwards a port to a container is not Ollama, and often of another user: then nothing contradicts. */
  stillRuns: async (_owner, scene) => !(await listensOutside(scene)),
  start: (owner) => actOf(owner, "start"),
  stop: (owner) => actOf(owner, "stop"),
  // Ollama logs to stderr, and so does `docker logs`.
  log: ({ engine, context, name }, { endpoint, machine }) => ({
    kind: "tool",
    argv: [...engineArgv(engine, context), "logs", "-f", "--tail", TAIL_LINES, name],
    // Where the service is on another machine, so is the engine of a context.
    ...(!isLoopback(endpoint.dialHostname) && { mayRunUnasked: false }),
    startsNothing: async () => !isDefault(context) || !(await isSleeping(engine, machine)),
  }),
};

const isServedOutside = async (scene: Scene): Promise<boolean> => {
  if (await listensOutside(scene)) return true;
  const holder = await scene.holder();
  return holder !== undefined && isOllamaServe(holder.process);
};

/** Of Linux alone, where no tool has to be run to know it. */
async function listensOutside({ listening }: Scene): Promise<boolean> {
  const { processes = [] } = (await listening()) ?? {};
  return processes.some(({ argv, cgroup }) => isServing(argv) && !isInContainer(cgroup));
}

const isDefault = (context: string | undefined): boolean => context === undefined || context === "default";

function actOf({ engine, context, name }: ContainerOwner, verb: "start" | "stop"): Act {
  const { lacksRights, troubles } = ENGINES[engine];
  const argv = [...engineArgv(engine, context), verb, name] as const;
  return {
    kind: "run",
    argv,
    patienceMs: ACT_PATIENCE_MS,
    troubles,
    // Root has no contexts but the default one.
    ...(isDefault(context) && {
      terminal: terminalLine(["sudo", engine, verb, name]),
      lacksRights: ({ stderr }) => lacksRights.test(stderr),
    }),
  };
}
