import { expect, it } from "vitest";
import { isInContainer, unitIn } from "./cgroup.ts";

it.each([
  ["0::/system.slice/ollama.service\n", { scope: "system", unit: "ollama.service" }],
  ["0::/system.slice/system-ollama.slice/ollama@1.service\n", { scope: "system", unit: "ollama@1.service" }],
  [
    "0::/user.slice/user-1000.slice/user@1000.service/app.slice/ollama.service\n",
    { scope: "user", unit: "ollama.service", uid: 1000 },
  ],
  ["2:cpu:/\n1:name=systemd:/system.slice/ollama.service\n", { scope: "system", unit: "ollama.service" }],
  // A quadlet of podman: the container is a part of its unit (podman-systemd.unit(5)).
  ["0::/system.slice/ollama.service/libpod-payload-4f1c\n", { scope: "system", unit: "ollama.service" }],
  ["0::/user.slice/user-1000.slice/session-3.scope\n", undefined],
  ["0::/user.slice/user-1000.slice/user@1000.service/init.scope\n", undefined],
  ["0::/\n", undefined],
  ["", undefined],
])("finds the unit of %j", (text, unit) => {
  expect(unitIn(text)).toEqual(unit);
});

it.each([
  "0::/system.slice/docker-4f1c9e.scope",
  "0::/docker/4f1c9e",
  "0::/machine.slice/libpod-4f1c9e.scope/container",
  "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1.slice/cri-containerd-4f.scope",
  "0::/user.slice/user-1000.slice/user@1000.service/user.slice/nerdctl-4f1c9e.scope",
])("sees a container in %s", (text) => {
  expect(isInContainer(text)).toBe(true);
});

it.each(["0::/system.slice/docker.service", "0::/system.slice/ollama.service", "0::/"])(
  "sees no container in %s",
  (text) => {
    expect(isInContainer(text)).toBe(false);
  },
);
