import { describe, expect, it } from "vitest";
import { freePort, isListening } from "../../src/index.ts";
import { until } from "../support/until.ts";
import { follow, machineFor, run } from "./machine-for.ts";

const at = (port: number) => ({ environment: { OLLAMA_HOST: `127.0.0.1:${port}` } });

describe("kubectl", () => {
  const workload = { kind: "deployment", context: "prod", namespace: "ai", name: "ollama" } as const;

  it("scales a deployment between 1 and 0", async () => {
    const port = await freePort();
    const machine = await machineFor({
      cluster: { currentContext: "prod", workloads: [{ ...workload, isRunning: true, ...at(port) }] },
    });
    expect((await run(machine, "kubectl config current-context")).out).toBe("prod\n");
    await until(() => isListening(port));
    const scaled = { code: 0, out: "deployment.apps/ollama scaled\n", err: "" };
    expect(await run(machine, "kubectl scale deployment/ollama --replicas=0 -n ai")).toEqual(scaled);
    expect(await isListening(port)).toBe(false);
    const lines = follow(machine, "kubectl logs -f deployment/ollama -n ai");
    expect(await run(machine, "kubectl -n ai scale deployment ollama --replicas=1")).toEqual(scaled);
    await until(() => lines.join("").includes("Listening on"));
  });

  it("lists deployments and services of all namespaces", async () => {
    const machine = await machineFor({ cluster: { currentContext: "prod", workloads: [workload] } });
    const all = JSON.parse((await run(machine, "kubectl get deploy,statefulset,svc -A -o json")).out);
    expect(all).toMatchObject({
      kind: "List",
      items: [
        { kind: "Deployment", metadata: { name: "ollama", namespace: "ai" }, spec: { replicas: 0 } },
        { kind: "Service", metadata: { name: "ollama", namespace: "ai" } },
      ],
    });
    const one = JSON.parse((await run(machine, "kubectl get deployment/ollama -n ai -o json")).out);
    expect(one).toMatchObject({ kind: "Deployment", metadata: { name: "ollama" } });
  });

  it.for([
    [{}, "config current-context", "error: current-context is not set\n"],
    [{ currentContext: "prod" }, "--context nosuch get deploy", 'error: context "nosuch" does not exist\n'],
    [
      { currentContext: "prod" },
      "get deploy/x",
      'Error from server (NotFound): deployments.apps "x" not found\n',
    ],
    [
      { currentContext: "prod", isReachable: false },
      "get deploy -A",
      "Unable to connect to the server: dial tcp 192.0.2.10:6443: connect: connection refused\n",
    ],
  ] as const)("%j: %s", async ([cluster, line, err]) => {
    const machine = await machineFor({ cluster });
    expect(await run(machine, `kubectl ${line}`)).toEqual({ code: 1, out: "", err });
  });

  it("does not scale without rights", async () => {
    const machine = await machineFor({
      cluster: { currentContext: "prod", workloads: [{ ...workload, rights: "denied" }] },
    });
    const { code, err } = await run(machine, "kubectl scale deployment/ollama --replicas=1 -n ai");
    expect(code).toBe(1);
    expect(err).toMatch(/^Error from server \(Forbidden\): deployments\.apps "ollama" is forbidden: User /);
    expect(machine.process("workloads", "ollama").situation.kind).toBe("stopped");
  });
});

describe("brew", () => {
  it("starts and stops a service", async () => {
    const port = await freePort();
    const machine = await machineFor({ brew: { services: [{ name: "ollama", ...at(port) }] } });
    const info = async () => JSON.parse((await run(machine, "brew services info ollama --json")).out)[0];
    expect(await info()).toMatchObject({ running: false, loaded: false, pid: null, status: "none" });
    const started = "==> Successfully started `ollama` (label: homebrew.mxcl.ollama)\n";
    expect(await run(machine, "brew services start ollama")).toEqual({ code: 0, out: started, err: "" });
    await until(() => isListening(port));
    expect(await info()).toMatchObject({
      name: "ollama",
      running: true,
      status: "started",
      pid: machine.pid("formulas", "ollama"),
      log_path: "/opt/homebrew/var/log/ollama.log",
    });
    expect((await run(machine, "brew services start ollama")).out).toContain("already started");
    expect((await run(machine, "brew services stop ollama")).out).toBe(
      "Stopping `ollama`... (might take a while)\n==> Successfully stopped `ollama` (label: homebrew.mxcl.ollama)\n",
    );
    expect(await isListening(port)).toBe(false);
    const again = { code: 0, out: "", err: "Warning: Service `ollama` is not started.\n" };
    expect(await run(machine, "brew services stop ollama")).toEqual(again);
  });

  it("knows its prefix, and not every formula", async () => {
    const machine = await machineFor({ brew: { prefix: "/usr/local" } });
    expect((await run(machine, "brew --prefix")).out).toBe("/usr/local\n");
    expect((await run(machine, "brew --prefix ollama")).out).toBe("/usr/local/opt/ollama\n");
    expect((await run(machine, "brew services info ollama --json")).code).toBe(1);
  });
});

describe("macOS", () => {
  it("opens an app, which cannot be quit by a script", async () => {
    const port = await freePort();
    const machine = await machineFor({ apps: [{ name: "Ollama", ...at(port) }] });
    const opened = await run(machine, "open -j -a Ollama --args --fast-startup");
    expect(opened).toEqual({ code: 0, out: "", err: "" });
    await until(() => isListening(port));
    expect((await run(machine, ["osascript", "-e", 'quit app "Ollama"'])).err).toContain("(-128)");
    expect(await isListening(port)).toBe(true);
    const unknown = { code: 1, out: "", err: "Unable to find application named 'Nosuch'\n" };
    expect(await run(machine, "open -a Nosuch")).toEqual(unknown);
  });

  it("lists and prints jobs of launchd", async () => {
    const label = "homebrew.mxcl.ollama";
    const machine = await machineFor({ jobs: [{ name: label, isRunning: true, ...at(0) }] });
    const pid = machine.pid("jobs", label);
    expect((await run(machine, `launchctl list ${label}`)).out).toContain(`\t"PID" = ${pid};\n`);
    expect((await run(machine, `launchctl print gui/501/${label}`)).out).toContain(`\tpid = ${pid}\n`);
    expect((await run(machine, "launchctl list")).out).toBe(`PID\tStatus\tLabel\n${pid}\t0\t${label}\n`);
    const unknown = { code: 113, out: "", err: 'Could not find service "nosuch" in domain for port\n' };
    expect(await run(machine, "launchctl list nosuch")).toEqual(unknown);
  });
});

describe("taskkill", () => {
  it.for([
    ["/IM", false, "SUCCESS: Sent termination signal to the process with PID"],
    ["/T /F /IM", false, "SUCCESS: The process with PID"],
    ["/F /IM", true, "SUCCESS: The process with PID"],
  ] as const)("%s: does the server go on without its app? %s", async ([flags, goesOn, words]) => {
    const port = await freePort();
    const machine = await machineFor({ images: [{ name: "app.exe", isRunning: true, ...at(port) }] });
    await until(() => isListening(port));
    const { code, out } = await run(machine, `taskkill ${flags} app.exe`);
    expect(code).toBe(0);
    expect(out).toContain(words);
    await until(() => machine.pid("images", "app.exe") === 0);
    expect(await isListening(port)).toBe(goesOn);
  });

  it("does not find a process", async () => {
    const machine = await machineFor({ images: [] });
    const unknown = { code: 128, out: "", err: 'ERROR: The process "nosuch.exe" not found.\n' };
    expect(await run(machine, "taskkill /IM nosuch.exe")).toEqual(unknown);
  });
});
