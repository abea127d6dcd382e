/** A log of an Ollama with two GPUs, one of which it leaves out, and with findings of each kind. */
export const SCENE_LOG: readonly string[] = [
  ...start(),
  ...load(),
  line(
    "14:02:58",
    "ERROR",
    `msg="model requires more system memory (14.1 GiB) than is available (9.2 GiB)" model=/data/ollama/models/blobs/sha256-${"b".repeat(64)}`,
  ),
  request("14:03:12", "200", "11.8s", "192.168.1.23", 'POST     "/v1/chat/completions"'),
  request("14:03:20", "404", "1.2ms", "192.168.1.40", 'POST     "/api/show"'),
  request("14:03:28", "200", "1.1ms", "127.0.0.1", 'GET      "/api/ps"'),
];

/** The log of a busy Ollama: a request every few seconds, until now. */
export function busyLog(count: number): readonly string[] {
  const nowMs = Date.now();
  return [
    ...start(),
    ...Array.from({ length: count }, (_, index) => {
      const at = new Date(nowMs - (count - index) * 20_000);
      const [status, took, client, what] = BUSY[index % BUSY.length] ?? BUSY[0];
      return request(at.toTimeString().slice(0, 8), status, took, client, what);
    }),
  ];
}

const BUSY = [
  ["200", "96.955µs", "127.0.0.1", 'GET      "/api/ps"'],
  ["200", "36.2ms", "192.168.1.23", 'POST     "/v1/embeddings"'],
  ["200", "61ms", "192.168.1.23", 'POST     "/v1/embeddings"'],
  ["200", "44ms", "192.168.1.23", 'POST     "/v1/embeddings"'],
  ["200", "11.8s", "192.168.1.23", 'POST     "/v1/chat/completions"'],
  ["500", "2.104918275s", "127.0.0.1", 'POST     "/api/generate"'],
  ["404", "1.2ms", "192.168.1.40", 'POST     "/api/chat"'],
  ["200", "32.4s", "::1", 'POST     "/v1/messages"'],
  ["503", "0s", "192.168.1.23", 'POST     "/api/chat"'],
  ["200", "1m30s", "127.0.0.1", 'POST     "/api/chat"'],
  ["404", "12µs", "192.168.1.66", "GET      \"/<img src=x onerror=document.title='broken'>\""],
] as const;

function start(): readonly string[] {
  const env = [
    "CUDA_VISIBLE_DEVICES:",
    "HTTPS_PROXY:http://…@proxy:3128",
    "OLLAMA_CONTEXT_LENGTH:0",
    "OLLAMA_FLASH_ATTENTION:true",
    "OLLAMA_HOST:http://0.0.0.0:11434",
    "OLLAMA_KEEP_ALIVE:10m0s",
    "OLLAMA_MODELS:/data/ollama/models",
    "OLLAMA_NUM_PARALLEL:1",
    "OLLAMA_VULKAN:true",
  ];
  return [
    line("10:51:04", "INFO", `msg="server config" env="map[${env.join(" ")}]"`),
    line("10:51:04", "INFO", 'msg="Listening on [::]:11434 (version 0.35.0)"'),
    line(
      "10:51:05",
      "INFO",
      'msg="dropping integrated GPU; to enable, set OLLAMA_IGPU_ENABLE=1" id=0 library=Vulkan name=Vulkan0 description="AMD Radeon 780M" pci_id=""',
    ),
    line(
      "10:51:05",
      "INFO",
      'msg="inference compute" id=0 library=CUDA compute=8.9 name=CUDA0 description="NVIDIA GeForce RTX 4070" driver=12.8 type=discrete total="11.6 GiB" available="10.8 GiB"',
    ),
    line("10:51:05", "INFO", 'msg="vram-based default context" total_vram="11.6 GiB" default_num_ctx=4096'),
  ];
}

function load(): readonly string[] {
  return [
    line(
      "13:14:20",
      "INFO",
      `msg="starting llama-server" cmd="/usr/local/lib/ollama/llama-server --model /data/ollama/models/blobs/sha256-${"a".repeat(64)} -np 1"`,
    ),
    "load_tensors: offloaded 27/33 layers to GPU",
    "load_tensors:        CUDA0 model buffer size =  8198.00 MiB",
    "load_tensors:   CPU_Mapped model buffer size =  2100.00 MiB",
    "llama_kv_cache:      CUDA0 KV buffer size =  1024.00 MiB",
    line("13:14:24", "INFO", 'msg="llama-server started in 4.10 seconds"'),
    line("13:14:25", "WARN", 'msg="truncating input prompt" limit=4096 prompt=5120 keep=5 new=4096'),
  ];
}

function line(time: string, level: string, rest: string): string {
  return `time=${today()}T${time}.000${zone()} level=${level} source=routes.go:2008 ${rest}`;
}

function request(time: string, status: string, took: string, client: string, what: string): string {
  return `[GIN] ${today().replaceAll("-", "/")} - ${time} | ${status} | ${took} | ${client} | ${what}`;
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), twoDigits(now.getMonth() + 1), twoDigits(now.getDate())].join("-");
}

/** `+01:00` */
function zone(): string {
  const minutes = -new Date().getTimezoneOffset();
  const sign = minutes < 0 ? "-" : "+";
  return `${sign}${twoDigits(Math.floor(Math.abs(minutes) / 60))}:${twoDigits(Math.abs(minutes) % 60)}`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, "0");
}

/** A usual one, one of many requests, none, or one that must not be read. */
export type SceneLog = "usual" | "busy" | "none" | "denied";

export const sceneLogOf = (text: string | null): SceneLog =>
  text === "busy" || text === "none" || text === "denied" ? text : "usual";
