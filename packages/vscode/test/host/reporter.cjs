// Mocha's usual report, and the numbers in the file that PADDOCK_TEST_REPORT names.
const { mkdirSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");
const { reporters, Runner } = require("mocha");

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.PADDOCK_TEST_REPORT;
    if (file !== undefined) runner.once(Runner.constants.EVENT_RUN_END, () => write(file, this.stats));
  }
};

function write(file, { passes, failures, pending }) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
}
