import { suite } from "@paddock/suites";

const inVsCode = { hookTimeout: 90_000 };

/** What a person waits for in these lasts for seconds: whether another window opens, or Ollama writes what it has. */
const WAITING = ["test/ui/{stop-on-exit,forget}.test.ts"];

export default suite({
  include: [], // each project has its own, which would be added to these
  projects: [
    { test: { name: "unit", include: ["src/**/*.test.ts", "test/*.test.ts"] } },
    { test: { name: "wait", include: WAITING, ...inVsCode } },
    { test: { name: "ui", include: ["test/ui/**/*.test.ts"], exclude: WAITING, ...inVsCode } },
  ],
});
