// Mocha's default report, and the counts in the file that the configuration names.
const { mkdirSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");
const { reporters, Runner } = require("mocha");

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { output } = options.reporterOptions;
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, JSON.stringify({ stats: this.stats }));
    });
  }
};
