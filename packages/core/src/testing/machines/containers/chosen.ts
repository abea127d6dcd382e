import type { MachineCase } from "../machine-case.ts";
import { withTools } from "../linux/parts.ts";
import { failsWith, type FakeTool } from "../fake-machine.ts";
import { NO_DAEMON, NO_KUBE_CONTEXT, NO_WORKLOAD, RBAC_REFUSAL } from "./samples.ts";

const kubernetes = {
  kind: "kubernetes",
  context: "lab",
  namespace: "prod",
  workload: "deployment/ollama",
} as const;
const SCALE = "kubectl --context lab -n prod scale deployment/ollama";

const refuses = (stderr: string): { readonly kubectl: FakeTool } => ({
  kubectl: [{ asked: /./, answer: failsWith(1, stderr) }],
});

const REFUSED = {
  choice: kubernetes,
  isRemote: true,
  detected: kubernetes,
  stop: { fails: "tool-failed", does: [`${SCALE} --replicas=0`] },
  start: { fails: "tool-failed", does: [`${SCALE} --replicas=1`] },
} satisfies Partial<MachineCase>;

const openRc = { kind: "custom", name: "OpenRC" } as const;
const box = { kind: "custom", name: "gpu-box" } as const;

/** Machines on which the person has chosen who runs Ollama. */
export const CHOSEN_MACHINES: readonly MachineCase[] = [
  {
    name: "a deployment of Kubernetes by the setting, behind an ingress",
    source: "kubernetes.io, “kubectl scale”",
    isSeen: false,
    at: "http://ollama.lab.example",
    isRemote: true,
    choice: kubernetes,
    machine: { tools: { kubectl: [{ asked: /scale/, answer: "deployment.apps/ollama scaled\n" }] } },
    detected: kubernetes,
    stop: { does: [`${SCALE} --replicas=0`] },
    start: { does: [`${SCALE} --replicas=1`], owner: kubernetes },
  },
  {
    name: "a deployment that RBAC does not let the person scale",
    source: "kubernetes.io, “Using RBAC Authorization”; several public threads with these words",
    isSeen: false,
    machine: { tools: refuses(RBAC_REFUSAL) },
    ...REFUSED,
  },
  {
    name: "a deployment that is not there",
    source: "kubernetes.io, “kubectl scale”; public threads",
    isSeen: false,
    machine: { tools: refuses(NO_WORKLOAD) },
    ...REFUSED,
  },
  {
    name: "a context that kubectl does not know",
    source: "kubernetes.io, “Configure Access to Multiple Clusters”; public threads",
    isSeen: false,
    machine: { tools: refuses(NO_KUBE_CONTEXT) },
    ...REFUSED,
  },
  {
    name: "a chosen container while docker does not run",
    source: "docs.docker.com, “Troubleshooting the Docker daemon”; seen with the client 28.2.2",
    isSeen: true,
    choice: { kind: "container", engine: "docker", name: "ollama" },
    machine: withTools({ docker: [{ asked: /./, answer: failsWith(1, NO_DAEMON) }] }, {}, []),
    start: { fails: "tool-failed", does: ["docker start ollama"] },
  },
  {
    name: "OpenRC by commands of the person",
    source: "rc-service(8), wiki.gentoo.org, “OpenRC”",
    isSeen: false,
    choice: { ...openRc, start: ["rc-service", "ollama", "start"], stop: ["rc-service", "ollama", "stop"] },
    machine: {
      tools: {
        "rc-service": [{ asked: /^ollama (start|stop)$/, answer: " * Starting ollama ... [ ok ]\n" }],
      },
    },
    detected: openRc,
    stop: { does: ["rc-service ollama stop"] },
    start: { does: ["rc-service ollama start"], owner: openRc },
  },
  {
    name: "a unit on another machine, by ssh of the person",
    source: "ssh(1), systemctl(1)",
    isSeen: false,
    at: "gpu-box:11434",
    isRemote: true,
    choice: {
      ...box,
      start: ["ssh", "gpu-box", "systemctl start ollama"],
      stop: ["ssh", "gpu-box", "systemctl stop ollama"],
    },
    machine: { tools: { ssh: [{ asked: /^gpu-box systemctl (start|stop) ollama$/, answer: "" }] } },
    detected: box,
    stop: { does: ["ssh gpu-box systemctl stop ollama"] },
    start: { does: ["ssh gpu-box systemctl start ollama"], owner: box },
  },
  {
    name: "NSSM by commands of the person, of which one is missing",
    source: "nssm.cc, “Commands”",
    isSeen: false,
    choice: {
      ...openRc,
      start: [String.raw`C:\nssm\nssm.exe`, "start", "ollama"],
      stop: ["nssm", "stop", "ollama"],
    },
    machine: { platform: "win32" },
    detected: openRc,
    stop: { fails: "tool-missing", does: ["nssm stop ollama"] },
    start: { fails: "tool-missing", does: [String.raw`C:\nssm\nssm.exe start ollama`] },
  },
];
