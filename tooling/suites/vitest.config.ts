import { suite } from "./src/suite.ts";

export default suite({ testTimeout: 60_000 });
