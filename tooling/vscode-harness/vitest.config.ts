import { suite } from "@paddock/suites";

// Some of these tests start VS Code.
export default suite();
