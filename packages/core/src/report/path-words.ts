/** Folders and files that say nothing about a person: those of Ollama, of editors and of systems. */
const TELLING = new Set(
  `.ollama ollama ollama.exe ollama.app .cache .config .local share state bin lib lib64 libexec sbin etc opt var usr tmp temp
  models model blobs manifests library logs log server.log server-1.log server-2.log server-3.log server-4.log server-5.log
  app.log config.json id_ed25519 id_ed25519.pub history appdata local locallow roaming programs program files
  application support caches containers data desktop downloads documents .vscode .vscode-server .vscode-server-insiders
  .vscode-insiders .vscode-oss code user globalstorage workspacestorage extensions snap common current docker lmstudio
  .lmstudio .continue homebrew cellar huggingface hub runners runner cuda cuda_v11 cuda_v12 cuda_v13 rocm vulkan mlx
  windows system32 syswow64 program~1 nix store profile volumes _data ggml-org gguf latest logs.txt ollama_models src
  go build server backend package.json settings.json node_modules dist tooling packages wsl ubuntu debian
  mnt cygdrive media volumes home users srv data export nfs net storage private wsl$ wsl.localhost root workspace workspaces linuxbrew .linuxbrew c d e a f registry.ollama.ai hf.co huggingface.co ollama.com llama-server llama-server.exe ollama_llama_server .`.split(
    /\s+/,
  ),
);

/** `sha256-…`, a version, a file of a library: the names that Ollama and its engines give. */
const OF_A_KIND =
  /^(application support|program files( \(x86\))?|[\w.-]*paddock[\w.-]*|(main|undici|searches)\.cjs|extension\.js|(serve|server|ollama|app)[\w-]*\.(log|json|db)|sha256[-:][0-9a-f]{6,64}(-partial(-\d+)?)?|v?\d+(\.\d+){0,3}|lib(ggml|llama|cu|roc|hip|vulkan|mlx|nv)[\w.+-]*|(ggml|llama|mlx|vk|cuda|rocm|runner)[\w.+-]*|ollama[-_.][\w.-]*|[\w-]+\.(go|cpp|c|h|cu|cuh|m|metal)(:\d+)*|\.{1,2}|~|%[a-z]+%|\$\w+)$/i;

export const isTellingSegment = (segment: string): boolean =>
  TELLING.has(segment.toLowerCase()) || OF_A_KIND.test(segment);

/** The first folders of systems, and the first parts of Ollama's API: what is below them is not the person's. */
const SYSTEM_ROOTS = new Set(
  `usr etc var opt tmp lib lib64 bin sbin dev proc sys run boot snap nix system library applications app apps
  windows programdata go build src a cores entrypoint.sh program files ollama models blobs manifests api v1 v2 v3 metrics health
  completion embedding tokenize detokenize props slots info load github.com`.split(/\s+/),
);

export const isSystemRoot = (segment: string): boolean =>
  SYSTEM_ROOTS.has(segment.toLowerCase()) || /^program ?files/i.test(segment);
