const { writeFileSync } = require("node:fs");
const http = require("node:http");
const v8 = require("node:v8");
const vm = require("node:vm");
const vscode = require("vscode");

/**
 * Reports to a benchmark how long the activation of an extension took, and how much memory the extension host uses. The
 * benchmark sends HTTP requests to the port in the file that PADDOCK_PROBE names.
 */
exports.activate = (context) => {
  v8.setFlagsFromString("--expose-gc");
  const collectGarbage = vm.runInNewContext("gc");

  const answers = {
    "/activate": async (id) => {
      await vscode.extensions.getExtension(id).activate();
      return marksOf(id);
    },
    "/marks": async (id) => marksOf(id),
    "/memory": async () => {
      // Memory held by other threads and finalizers becomes garbage a little later, so it is collected several times.
      let heapBytes = Number.POSITIVE_INFINITY;
      for (let times = 0; times < 4; times++) {
        collectGarbage();
        heapBytes = Math.min(heapBytes, process.memoryUsage().heapUsed);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      return { heapBytes, rssBytes: process.memoryUsage().rss };
    },
  };
  const server = http.createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://probe");
    try {
      response.end(JSON.stringify(await answers[pathname](searchParams.get("id"))));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, "127.0.0.1", () =>
    writeFileSync(process.env.PADDOCK_PROBE, String(server.address().port)),
  );
  context.subscriptions.push({ dispose: () => server.close() });
};

/** VS Code's own performance marks, in milliseconds since 1970. */
function marksOf(id) {
  const times = {};
  for (const { name, startTime } of globalThis.MonacoPerformanceMarks.getMarks()) {
    const [, what] = /^code\/extHost\/(\w+)\//.exec(name) ?? [];
    if (what && name.toLowerCase().endsWith(`/${id.toLowerCase()}`)) times[what] = startTime;
  }
  return times;
}
