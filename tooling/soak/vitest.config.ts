import { suite } from "@paddock/suites";

// One file at a time: they kill, suspend and wait, and two cores are little.
export default suite({ fileParallelism: false });
