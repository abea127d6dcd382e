import { suite } from "@paddock/suites";

export default suite({
  globalSetup: "test/serve-preview-once.ts",
  maxWorkers: 2, // the browser sets the pace
  isolate: false, // no file leaves anything behind in a module
});
