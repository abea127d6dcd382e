import { suite } from "@paddock/suites";

export default suite();
