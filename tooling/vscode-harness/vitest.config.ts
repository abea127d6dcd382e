import { suite } from "@paddock/suites";

// Some of these tests start the real thing: VS Code, or npm start.
export default suite();
