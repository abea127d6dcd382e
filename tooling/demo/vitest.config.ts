import { suite } from "@paddock/suites";

// Some of these tests start VS Code or npm start.
export default suite();
