import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantisationOf, readModelReference, searchTextOf } from "./model-reference.ts";

describe("a typed or pasted text", () => {
  it.each([
    ["llama3.2", "llama3.2:latest"],
    ["  User/Model:Tag ", "User/Model:Tag"],
    ["ollama run llama3.2:1b", "llama3.2:1b"],
    ["$ ollama pull qwen3", "qwen3:latest"],
    ["ollama run --verbose --keepalive=5m qwen3 'Why is the sky blue?'", "qwen3:latest"],
    ["ollama run --keepalive 5m llama3.2", "llama3.2:latest"],
    [`ollama run --format '{"type": "object"}' --dimensions 256 --think high qwen3`, "qwen3:latest"],
    ["ollama run --think --hidethinking qwen3", "qwen3:latest"],
    [`ollama run --format="json" qwen3`, "qwen3:latest"],
    ["ollama pull --insecure localhost:5000/stable/pony", "localhost:5000/stable/pony:latest"],
    ["docker exec -it ollama ollama run gemma3", "gemma3:latest"],
    [
      "ollama run hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q8_0",
      "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q8_0",
    ],
    ["https://ollama.com/library/llama3.2", "llama3.2:latest"],
    ["https://ollama.com/library/llama3.2:1b?utm=x", "llama3.2:1b"],
    ["ollama.com/library/llama3.2/tags", "llama3.2:latest"],
    ["https://www.ollama.com/jmorganca/tinyllama", "jmorganca/tinyllama:latest"],
    ["https://registry.ollama.ai/library/llama3.2:3b", "llama3.2:3b"],
    ["https://huggingface.co/unsloth/Qwen3-30B-A3B-GGUF", "hf.co/unsloth/Qwen3-30B-A3B-GGUF:latest"],
    [
      "https://huggingface.co/unsloth/Qwen3-8B-GGUF/blob/main/Qwen3-8B-Q4_K_M.gguf",
      "hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M",
    ],
    ["https://huggingface.co/unsloth/Qwen3-8B-GGUF?local-app=ollama", "hf.co/unsloth/Qwen3-8B-GGUF:latest"],
    ["hf.co/unsloth/Qwen3-8B-GGUF:UD-Q4_K_XL", "hf.co/unsloth/Qwen3-8B-GGUF:UD-Q4_K_XL"],
    ["localhost:5000/stable/pony:q", "localhost:5000/stable/pony:q"],
    ["PS C:\\Users\\me> ollama.exe pull llama3.2:3b", "llama3.2:3b"],
    ["C:\\>ollama run llama3.2:3b", "llama3.2:3b"],
    ['& "C:\\Program Files\\Ollama\\ollama.exe" run llama3.2:3b', "llama3.2:3b"],
    ["/usr/local/bin/ollama pull qwen2.5:0.5b", "qwen2.5:0.5b"],
    ["./ollama run qwen3", "qwen3:latest"],
    ["sudo -u ollama ollama pull qwen3", "qwen3:latest"],
    ["OLLAMA_HOST=127.0.0.1:8080 ollama run qwen3", "qwen3:latest"],
    ["kubectl exec -it pod -- ollama run qwen3", "qwen3:latest"],
    ["docker run -it ollama/ollama run qwen3", "qwen3:latest"],
    ["me@box:~$ ollama run qwen3", "qwen3:latest"],
    ["➜  ~ ollama run qwen3", "qwen3:latest"],
    ["!ollama pull qwen3", "qwen3:latest"],
    ["Ollama run qwen3", "qwen3:latest"],
    ["`ollama run llama3.2`", "llama3.2:latest"],
    ["```sh\nollama run llama3.2\n```", "llama3.2:latest"],
    ["“ollama run llama3.2”", "llama3.2:latest"],
    ["ollama pull “llama3.2:3b”", "llama3.2:3b"],
    ["ollama pull ‘llama3.2:3b’", "llama3.2:3b"],
    ["ollama run llama3.2:1b.", "llama3.2:1b"],
    ["(ollama run llama3.2:1b)", "llama3.2:1b"],
    ["ollama pull qwen3; ollama run qwen3", "qwen3:latest"],
    ["ollama pull qwen3&&ollama run qwen3", "qwen3:latest"],
    ["curl -fsSL https://ollama.com/install.sh | sh\nollama run qwen3:4b", "qwen3:4b"],
    ["ollama run \\\n  --verbose \\\n  qwen3:4b", "qwen3:4b"],
    ["ollama run qwen3 --verbose --insecure", "qwen3:latest"],
    ['ollama run qwen3:4b "Why is the sky blue?"', "qwen3:4b"],
    ["ollama pull https://ollama.com/library/llama3.2:1b", "llama3.2:1b"],
    ["“llama3.2:3b”", "llama3.2:3b"],
    ["`llama3.2:3b`", "llama3.2:3b"],
    ["hf://someone/Model-GGUF:Q4_K_M", "hf.co/someone/Model-GGUF:Q4_K_M"],
    ["huggingface://someone/Model-GGUF:Q4_K_M", "hf.co/someone/Model-GGUF:Q4_K_M"],
    ["HF://someone/Model-GGUF", "hf.co/someone/Model-GGUF:latest"],
    ["hf://huggingface.co/someone/Model-GGUF", "hf.co/someone/Model-GGUF:latest"],
    ["hf://someone/Model-GGUF/Model-Q8_0.gguf", "hf.co/someone/Model-GGUF:Q8_0"],
    ["ollama://library/llama3.2:latest", "llama3.2:latest"],
    ["ollama://llama3.2:3b", "llama3.2:3b"],
    ["ollama run ollama://llama3.2:3b", "llama3.2:3b"],
    [
      "https://huggingface.co/someone/Big-Model-GGUF/tree/main/UD-Q4_K_XL",
      "hf.co/someone/Big-Model-GGUF:UD-Q4_K_XL",
    ],
    ["https://huggingface.co/someone/Big-GGUF/tree/main/Big-Q4_K_M", "hf.co/someone/Big-GGUF:Q4_K_M"],
    ["https://huggingface.co/someone/Big-GGUF/tree/main/BF16/", "hf.co/someone/Big-GGUF:BF16"],
    ["https://huggingface.co/someone/Big-GGUF/tree/main", "hf.co/someone/Big-GGUF:latest"],
    [
      "https://huggingface.co/someone/Big-GGUF/blob/main/UD-Q4_K_XL/Big-UD-Q4_K_XL-00001-of-00003.gguf",
      "hf.co/someone/Big-GGUF:UD-Q4_K_XL",
    ],
    [
      "https://huggingface.co/someone/Big-GGUF?show_file_info=UD-Q4_K_XL%2FBig-UD-Q4_K_XL.gguf",
      "hf.co/someone/Big-GGUF:UD-Q4_K_XL",
    ],
    ["https://ollama.com/library/llama3.2%3A1b", "llama3.2:1b"],
    ["https://www.modelscope.cn/models/Qwen/Pony-7B-GGUF", "modelscope.cn/Qwen/Pony-7B-GGUF:latest"],
    ["https://modelscope.cn/models/Qwen/Pony-7B-GGUF/summary", "modelscope.cn/Qwen/Pony-7B-GGUF:latest"],
    [
      "https://modelscope.cn/models/Qwen/Pony-GGUF/file/view/master/pony-Q4_K_M.gguf?status=2",
      "modelscope.cn/Qwen/Pony-GGUF:Q4_K_M",
    ],
    ["https://www.modelscope.ai/models/Qwen/Pony-7B-GGUF/summary", "modelscope.ai/Qwen/Pony-7B-GGUF:latest"],
    ["https://ollama.com/library/llama3:8b.", "llama3:8b"],
    ["https://ollama.com/library/llama3).", "llama3:latest"],
    ["http://ollama.com:80/library/llama3", "llama3:latest"],
    [
      "https://huggingface.co/someone/Pony-GGUF/resolve/main/mmproj-F16.gguf",
      "hf.co/someone/Pony-GGUF:latest",
    ],
    ["https://huggingface.co/someone/Pony-GGUF/blob/main/mmproj.gguf", "hf.co/someone/Pony-GGUF:latest"],
    ["https://huggingface.co/someone/Pony-GGUF/tree/main/UD-TQ1_0", "hf.co/someone/Pony-GGUF:UD-TQ1_0"],
    [
      "https://huggingface.co/someone/Pony-GGUF/blob/main/pony-UD-TQ1_0.gguf",
      "hf.co/someone/Pony-GGUF:UD-TQ1_0",
    ],
    ["https://huggingface.co/someone/Pony-GGUF/blob/main/pony-NVFP4.gguf", "hf.co/someone/Pony-GGUF:NVFP4"],
    ["https://huggingface.co/someone/Pony-GGUF/blob/main/pony-fp16.gguf", "hf.co/someone/Pony-GGUF:fp16"],
    ["https://huggingface.co/someone/Pony-GGUF/blob/main/pony_Q4_K_M.gguf", "hf.co/someone/Pony-GGUF:Q4_K_M"],
    ["https://huggingface.co/someone/Pony-GGUF/tree/main/Q4_K_M/parts", "hf.co/someone/Pony-GGUF:Q4_K_M"],
    ["https://huggingface.co/someone/Pony-GGUF/blob/main/pony.gguf", "hf.co/someone/Pony-GGUF:pony.gguf"],
    ["https://huggingface.co/someone/Pony-GGUF/blob/main/my%20pony.gguf", "hf.co/someone/Pony-GGUF:latest"],
    [
      "https://huggingface.co/someone/Pony-GGUF/blob/main/pony-00001-of-00002.gguf",
      "hf.co/someone/Pony-GGUF:latest",
    ],
    ["https://huggingface.co/someone/Pony-GGUF/blob/main/foals/pony.gguf", "hf.co/someone/Pony-GGUF:latest"],
    ["ollama pull ‚llama3.2:3b‘", "llama3.2:3b"],
    ["ollama run ‹llama3.2:3b›", "llama3.2:3b"],
    ["ollama run llama3.2:3b。", "llama3.2:3b"],
    ["ollama run llama3.2:3b…", "llama3.2:3b"],
    ["https://huggingface.co/someone/Pony-GGUF/discussions/3", "hf.co/someone/Pony-GGUF:latest"],
    ["registry.example/stable/pony", "registry.example/stable/pony:latest"],
    ["ollama://registry.example/stable/pony", "registry.example/stable/pony:latest"],
    ["ollama pull http://localhost:5000/stable/pony", "localhost:5000/stable/pony:latest"],
    ["ollama run modelscope.cn/Qwen/Pony-7B-GGUF:Q8_0", "modelscope.cn/Qwen/Pony-7B-GGUF:Q8_0"],
  ])("%s means %s", (text, name) => {
    expect(readModelReference(text)).toBe(name);
  });

  it.each([
    "",
    "a model with words",
    "https://ollama.com/search?q=qwen",
    "https://ollama.com/",
    "https://huggingface.co/models?search=qwen",
    "https://huggingface.co/datasets/squad",
    "https://example.com/a/b/c/d",
    "ollama list",
    "ollama run",
    "ollama run --keepalive 5m",
    "oci://someone/model",
    "docker://someone/model:1b",
    "ms://someone/model",
    "file:///models/pony.gguf",
    "ftp://ollama.com/library/llama3.2",
    "hf://someone",
    "https://modelscope.cn/models/Qwen",
    "https://ollama.com/blog/structured-outputs",
    "https://ollama.com/settings/keys",
    "https://ollama.com/docs/api",
    "https://ollama.com/download/windows",
    "https://ollama.com/public/cover.png",
    "https://ollama.com/api/tags",
    "ollama.com/api/tags",
    "https://docs.ollama.com/api/tags",
    "docs.ollama.com/api/tags",
    "https://github.com/ollama/ollama",
    "http://localhost:3000/chat/pony",
    "http://localhost/pony",
    "https://huggingface.co/api/models/someone/Pony-GGUF",
    "https://huggingface.co/tasks/text-generation",
    "https://huggingface.co/join/x",
    "https://huggingface.co/search/full-text?q=llama",
    "https://discuss.huggingface.co/t/pony",
    "https://modelscope.cn/datasets/someone/horses",
    "https://www.modelscope.cn/docs/models/download",
  ])("%s means no model", (text) => {
    expect(readModelReference(text)).toBeUndefined();
  });

  it("with a scheme means a model of Hugging Face, of the named host, or none", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const scheme = fc.stringMatching(/^[a-z][a-z0-9+.-]{0,10}$/);
    fc.assert(
      fc.property(scheme, word, word, (used, user, repo) => {
        const found = readModelReference(`${used}://${user}/${repo}`);
        const meant = { hf: `hf.co/${user}/${repo}:latest`, huggingface: `hf.co/${user}/${repo}:latest` };
        if (used === "hf" || used === "huggingface") expect(found).toBe(meant[used]);
        else if (!["http", "https", "ollama"].includes(used)) expect(found).toBeUndefined();
      }),
    );
  });

  it("means the same model under any prompt, path and quotes", () => {
    const before = fc.constantFrom(
      "",
      "$ ",
      "PS C:\\x> ",
      "# ",
      "sudo ",
      "docker exec -it ollama ",
      "/usr/bin/",
    );
    const program = fc.constantFrom("ollama", "ollama.exe");
    const flags = fc.constantFrom("", "--verbose ", "--insecure ", "--keepalive 5m ", "--think=false ");
    const quotes = fc.constantFrom(
      ["", ""],
      ["“", "”"],
      ["'", "'"],
      ['"', '"'],
      ["", "."],
      ["", " --nowordwrap"],
    );
    fc.assert(
      fc.property(before, program, flags, quotes, (prompt, name, flag, [open, close]) => {
        const text = `${prompt}${name} run ${flag}${open}llama3.2:3b${close}`;
        expect(readModelReference(text), text).toBe("llama3.2:3b");
      }),
    );
  });

  it("never throws, and finds the same model in its own result", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => {
        const found = readModelReference(text);
        if (found !== undefined) expect(readModelReference(found)).toBe(found);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a file of weights", () => {
  it.each([
    ["Qwen3-8B-Q4_K_M.gguf", "Q4_K_M"],
    ["model.IQ3_XXS.gguf", "IQ3_XXS"],
    ["Qwen3-8B-UD-Q4_K_XL.gguf", "UD-Q4_K_XL"],
    ["BF16/Qwen3-235B-BF16-00001-of-00010.gguf", "BF16"],
    ["gpt-oss-20b-mxfp4.gguf", "mxfp4"],
    ["mmproj.gguf", undefined],
    ["mmproj-F16.gguf", undefined],
    ["mmproj/pony-Q4_K_M.gguf", "Q4_K_M"],
    ["README.md", undefined],
  ])("%s is called after %s", (file, quantisation) => {
    expect(quantisationOf(file)).toBe(quantisation);
  });
});

describe("the search text", () => {
  it.each([
    ["ollama run tinyllama", "tinyllama"],
    ["https://huggingface.co/someone/Pony-7B-GGUF", "Pony-7B-GGUF"],
    ["ollama.com/library/llama3.2/tags", "llama3.2"],
    ["hf.co/someone/Pony-7B-GGUF:Q4_K_M", "Pony-7B-GGUF"],
    ["  a patient horse ", "a patient horse"],
    ["someone/pony:1b", "someone/pony:1b"],
    ["", ""],
    ["`ollama run pony`", "pony"],
    ["hf://someone/Pony-7B-GGUF:Q4_K_M", "Pony-7B-GGUF"],
    ["https://www.modelscope.cn/models/someone/Pony-7B-GGUF/summary", "Pony-7B-GGUF"],
    ["https://modelscope.ai/models/someone/Pony-7B-GGUF", "Pony-7B-GGUF"],
    ["https://huggingface.co/models?search=pony+7b&sort=likes", "pony 7b"],
    ["https://ollama.com/search?q=pony", "pony"],
    ["oci://quay.example/someone/pony:1b", "pony"],
    ["https://example.com/a/b/c/pony", "pony"],
    ["https://ollama.com/blog/structured-outputs.", "structured-outputs"],
    ["https://huggingface.co/api/models/someone/Pony-GGUF", "Pony-GGUF"],
    ["https://huggingface.co/search/full-text?q=llama", "llama"],
    ["https://github.com/ollama/ollama", "ollama"],
    ["docs.ollama.com/modelfile", "modelfile"],
  ])("by “%s” is %s", (text, sought) => {
    expect(searchTextOf(text)).toBe(sought);
  });
});
