import { suite } from "@paddock/suites";

// One file at a time: the tests start many processes and depend on timing.
export default suite({ fileParallelism: false });
