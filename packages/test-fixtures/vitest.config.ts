import { suite } from "@paddock/suites";

// Most of the time of these tests is waiting: for a rate, for a process. Files share their workers, and with them the
// digests of big layers: nothing is kept between tests but what never changes.
export default suite({ maxWorkers: 4, isolate: false });
