import type { Owner } from "../../service/owner.ts";
import type { ToolTrouble } from "../../shared/failure.ts";
import type { Act, ManagedOwner } from "./managed-owner.ts";

type Workload = Extract<Owner, { readonly kind: "kubernetes" }>;

const ACT_PATIENCE_MS = 30_000;

/** What kubectl says on stderr ("kubectl scale" and "Using RBAC Authorization" of kubernetes.io, public threads). */
const TROUBLES: readonly (readonly [RegExp, ToolTrouble])[] = [
  [/\(Forbidden\)/, "forbidden"],
  [/\(Unauthorized\)|You must be logged in to the server|provide credentials/, "no-login"],
  [/\(NotFound\)/, "no-such-workload"],
  [/context "[^"]*" does not exist|no context exists with the name/, "no-such-context"],
  [/Unable to connect to the server|The connection to the server .* was refused/, "cluster-down"],
];

/** A workload of a Kubernetes cluster, which the person has named: it is never guessed. */
export const kubernetes: ManagedOwner<"kubernetes"> = {
  kind: "kubernetes",
  detect: async () => undefined,
  installed: async () => undefined,
  stillRuns: async () => true,
  start: (owner) => scale(owner, 1),
  stop: (owner) => scale(owner, 0),
  // All lines of the present container, of which the kubelet keeps 10 MiB ("Logging Architecture").
  log: (owner) => ({
    kind: "tool",
    argv: [...kubectl(owner), "logs", "-f", owner.workload],
    mayRunUnasked: false,
  }),
};

const scale = (owner: Workload, replicas: number): Act => ({
  kind: "run",
  argv: [...kubectl(owner), "scale", owner.workload, `--replicas=${replicas}`],
  patienceMs: ACT_PATIENCE_MS,
  troubles: TROUBLES,
});

const kubectl = ({ context, namespace }: Workload) =>
  ["kubectl", "--context", context, "-n", namespace] as const;
