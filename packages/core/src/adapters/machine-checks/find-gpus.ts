import type { Machine } from "../owners/machine.ts";

/** Makers by their numbers in the list of PCI ids; Ollama uses GPUs of others only by Vulkan (docs/gpu.md of Ollama). */
const MAKERS: Readonly<Record<string, string>> = { "0x10de": "NVIDIA", "0x1002": "AMD" };

/** The makers of the graphics cards that Ollama may use, by sysfs (sysfs-bus-pci); on Linux only. Throws elsewhere. */
export async function findGpus(machine: Machine): Promise<readonly string[]> {
  if (machine.platform !== "linux") throw new Error("only Linux tells without a tool");
  const devices = "/sys/bus/pci/devices";
  const makers = await Promise.all(
    (await machine.list(devices)).map(async (device) => {
      const [kind = "", vendor = ""] = await Promise.all([
        machine.read(`${devices}/${device}/class`),
        machine.read(`${devices}/${device}/vendor`),
      ]);
      return kind.startsWith("0x03") ? MAKERS[vendor.trim()] : undefined;
    }),
  );
  // In WSL the cards of Windows are behind this device ("GPU acceleration in WSL").
  const hasWindowsGpu = (await machine.list("/dev")).includes("dxg");
  return [...makers.filter((maker) => maker !== undefined), ...(hasWindowsGpu ? ["Windows"] : [])];
}
