import { isInContainer } from "../linux/cgroup.ts";
import { isServing } from "../ollama-program.ts";
import type { Act, ManagedOwner } from "../managed-owner.ts";
import { terminalLine } from "../terminal-line.ts";
import { engineArgv, ENGINES } from "./engines.ts";
import { findContainer, listContainers, type ContainerOwner } from "./find-container.ts";

/** `stop` waits for 10 s until it kills ("docker container stop"), and engines in virtual machines need a moment. */
const ACT_PATIENCE_MS = 40_000;
/** Lines of the log that are shown at first. */
const TAIL_LINES = "1000";

/** Containers of docker, podman and nerdctl: found by the port that they publish. */
export const container: ManagedOwner<"container"> = {
  kind: "container",
  detect: findContainer,
  installed: async () => undefined, // only the engine knows, and it is not asked before it has to be
  candidates: listContainers,
  /** What forwards a port to a container is not Ollama, and often of another user: then nothing contradicts. */
  async stillRuns(_owner, { listening }) {
    const { processes = [] } = (await listening()) ?? {};
    return !processes.some(({ argv, cgroup }) => isServing(argv) && !isInContainer(cgroup));
  },
  start: (owner) => actOf(owner, "start"),
  stop: (owner) => actOf(owner, "stop"),
  // Ollama logs to stderr, and so does `docker logs`.
  log: ({ engine, context, name }) => ({
    kind: "tool",
    argv: [...engineArgv(engine, context), "logs", "-f", "--tail", TAIL_LINES, name],
  }),
};

function actOf({ engine, context, name }: ContainerOwner, verb: "start" | "stop"): Act {
  const { lacksRights, troubles } = ENGINES[engine];
  const argv = [...engineArgv(engine, context), verb, name] as const;
  return {
    kind: "run",
    argv,
    patienceMs: ACT_PATIENCE_MS,
    troubles,
    // Root has no contexts but the default one.
    ...((context === undefined || context === "default") && {
      terminal: terminalLine(["sudo", engine, verb, name]),
      lacksRights: ({ stderr }) => lacksRights.test(stderr),
    }),
  };
}
