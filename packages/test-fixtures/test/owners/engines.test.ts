import { describe, expect, it } from "vitest";
import { freePort, isListening, type ContainerOptions, type Engine } from "../../src/index.ts";
import { until } from "../support/until.ts";
import { follow, machineFor, run } from "./machine-for.ts";

const container = (engine: Engine, port: number, more: Partial<ContainerOptions> = {}): ContainerOptions => ({
  engine,
  name: "ollama",
  ports: [{ host: port, container: 11434 }],
  ...more,
});

describe.for(["docker", "podman", "nerdctl"] as const)("%s", (engine) => {
  it("starts and stops a container, whose port is then open and closed", async () => {
    const port = await freePort();
    const machine = await machineFor({ containers: [container(engine, port)] });
    expect(await run(machine, `${engine} start ollama`)).toEqual({ code: 0, out: "ollama\n", err: "" });
    await until(() => isListening(port));
    const pid = (await run(machine, [engine, "inspect", "--format", "{{.State.Pid}}", "ollama"])).out;
    expect(Number(pid)).toBe(machine.pid("containers", "ollama"));
    expect(await run(machine, `${engine} stop ollama`)).toEqual({ code: 0, out: "ollama\n", err: "" });
    expect(await isListening(port)).toBe(false);
  });

  it("inspects the port that is published", async () => {
    const machine = await machineFor({ containers: [container(engine, 21434)] });
    const line = [engine, "inspect", "--format", "{{json .HostConfig.PortBindings}}", "ollama"];
    expect(JSON.parse((await run(machine, line)).out)).toEqual({
      "11434/tcp": [{ HostIp: "", HostPort: "21434" }],
    });
  });

  it("follows the log", async () => {
    const port = await freePort();
    const machine = await machineFor({ containers: [container(engine, port)] });
    const lines = follow(machine, `${engine} logs -f ollama`);
    machine.process("containers", "ollama").start();
    await until(() => lines.join("").includes("Listening on"));
  });
});

it.for([
  ["docker", "stop", 1, "", "Error response from daemon: No such container: nosuch\n"],
  ["docker", "inspect", 1, "[]\n", "error: no such object: nosuch\n"],
  ["podman", "stop", 125, "", 'Error: no container with name or ID "nosuch" found: no such container\n'],
  ["podman", "logs", 125, "", 'Error: no container with name or ID "nosuch" found: no such container\n'],
  ["podman", "inspect", 125, "[]\n", 'Error: inspecting object: no such object: "nosuch"\n'],
] as const)("%s %s of an unknown name", async ([engine, verb, code, out, err]) => {
  const machine = await machineFor({ tools: [engine] });
  expect(await run(machine, `${engine} ${verb} nosuch`)).toEqual({ code, out, err });
});

it("lists containers as each engine does", async () => {
  const port = await freePort();
  const engines = ["docker", "podman", "nerdctl"] as const;
  const machine = await machineFor({
    containers: engines.map((engine) =>
      container(engine, port, { isRunning: true, environment: { OLLAMA_HOST: "127.0.0.1:0" } }),
    ),
  });
  const template = "{{json .}}";
  const [docker, podman, nerdctl] = await Promise.all(
    engines.map(async (engine) => JSON.parse((await run(machine, [engine, "ps", "--format", template])).out)),
  );
  const ports = `0.0.0.0:${port}->11434/tcp`;
  expect(docker).toMatchObject({ Names: "ollama", Ports: ports, State: "running" });
  expect(nerdctl).toMatchObject({ Names: "ollama", Ports: ports, Status: "Up" });
  expect(nerdctl).not.toHaveProperty("State");
  expect(podman).toMatchObject([
    { Names: ["ollama"], State: "running", Ports: [{ host_ip: "", container_port: 11434, host_port: port }] },
  ]);
});

it("filters a list", async () => {
  const machine = await machineFor({
    containers: [container("docker", 1001), container("docker", 1002, { name: "other" })],
  });
  const names = async (more: string): Promise<string> =>
    (await run(machine, ["docker", "ps", "--format", "{{.Names}}", ...more.split(" ")])).out;
  expect(await names("--no-trunc")).toBe("");
  expect(await names("-a")).toBe("ollama\nother\n");
  expect(await names("-a --filter publish=1002")).toBe("other\n");
  expect(await names("--all --filter name=olla")).toBe("ollama\n");
});

describe("docker's contexts", () => {
  const colima = { engine: "docker", name: "colima", endpoint: "unix:///tmp/colima.sock" } as const;

  it("lists them, and finds a container only in its own", async () => {
    const machine = await machineFor({
      contexts: [colima],
      containers: [container("docker", 1001, { context: "colima" })],
    });
    const rows = (await run(machine, ["docker", "context", "ls", "--format", "json"])).out.trim().split("\n");
    expect(rows.map((row) => JSON.parse(row))).toMatchObject([
      { Current: true, DockerEndpoint: "unix:///var/run/docker.sock", Error: "", Name: "default" },
      { Current: false, DockerEndpoint: "unix:///tmp/colima.sock", Error: "", Name: "colima" },
    ]);
    const list = "ps -a --format {{.Names}}";
    expect((await run(machine, `docker ${list}`)).out).toBe("");
    expect((await run(machine, `docker --context colima ${list}`)).out).toBe("ollama\n");
  });

  it.for([
    ["down", "Cannot connect to the Docker daemon at unix:///tmp/colima.sock. Is the docker daemon running?"],
    ["forbidden", "permission denied while trying to connect to the Docker daemon socket"],
  ] as const)("says that the engine is %s", async ([engineIs, words]) => {
    const machine = await machineFor({ contexts: [{ ...colima, isCurrent: true, engineIs }] });
    expect((await run(machine, "docker context show")).out).toBe("colima\n");
    const { code, err } = await run(machine, "docker ps");
    expect(code).toBe(1);
    expect(err).toContain(words);
  });

  it("does not know a context", async () => {
    const machine = await machineFor({ contexts: [colima] });
    const { code, err } = await run(machine, "docker --context nosuch ps");
    expect(code).toBe(1);
    expect(err).toContain('context "nosuch": context not found');
  });
});
