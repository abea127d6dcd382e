import { suite } from "@paddock/test";

export default suite({ testTimeout: 20_000, hookTimeout: 60_000 });
