import { suite } from "@paddock/suites";

export default suite({ testTimeout: 20_000, hookTimeout: 60_000 });
