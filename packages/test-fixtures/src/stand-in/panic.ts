import { isOlder } from "../simulator/features.ts";

/** The log of a server of this version when two pulls crash it (recordings `log-crash`). It exits with 2. */
export function panicLines(version: string): readonly string[] {
  const { release, wait, download, pull, handler } = stackOf(version);
  return [
    "panic: runtime error: invalid memory address or nil pointer dereference",
    "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x135c3c0]",
    "",
    "goroutine 46 [running]:",
    `${SERVER}.(*blobDownload).release(...)`,
    `\t${SERVER}/download.go:${release}`,
    `${SERVER}.(*blobDownload).Wait(0x1a9d04aead90, {0x18d1d10, 0x1a9d049434f0}, 0x1a9d04b74250)`,
    `\t${SERVER}/download.go:${wait}`,
    `${SERVER}.downloadBlob({0x18d1d10, 0x1a9d049434f0}, {{{0x1a9d04d7e340, 0xe}, ...}, ...})`,
    `\t${SERVER}/download.go:${download}`,
    `${SERVER}.PullModel({0x18d1d10, 0x1a9d049434f0}, {0x1a9d04d7e340, 0x26}, 0x1a9d04a17800, 0x1a9d04b74250)`,
    `\t${SERVER}/images.go:${pull}`,
    `${SERVER}.(*Server).PullHandler.func1()`,
    `\t${SERVER}/routes.go:${handler}`,
  ];
}

const SERVER = "github.com/ollama/ollama/server";

type Stack = Readonly<Record<"release" | "wait" | "download" | "pull" | "handler", string>>;

/** The source lines in the recorded versions. A version between two of them uses those of the older. */
const STACKS: readonly (readonly [version: string, stack: Stack])[] = [
  [
    "0.40.0",
    {
      release: "442",
      wait: "463 +0x287",
      download: "516 +0x65e",
      pull: "1077 +0xc91",
      handler: "1199 +0x1e6",
    },
  ],
  [
    "0.33.0",
    {
      release: "442",
      wait: "463 +0x287",
      download: "516 +0x65e",
      pull: "1051 +0xc2d",
      handler: "1147 +0x1b7",
    },
  ],
  [
    "0.24.0",
    { release: "434", wait: "455 +0x287", download: "508 +0x65e", pull: "643 +0xa85", handler: "970 +0x1a7" },
  ],
];

const OLDEST: Stack = {
  release: "432",
  wait: "453 +0x287",
  download: "506 +0x74d",
  pull: "654 +0x845",
  handler: "877 +0x17f",
};

function stackOf(version: string): Stack {
  return STACKS.find(([since]) => !isOlder(version, since))?.[1] ?? OLDEST;
}
