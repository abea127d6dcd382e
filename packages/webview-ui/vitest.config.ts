import { suite } from "@paddock/suites";

export default suite({
  globalSetup: "test/serve-preview-once.ts",
  isolate: false, // no file leaves anything behind in a module
});
