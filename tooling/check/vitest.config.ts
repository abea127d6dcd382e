import { suite } from "@paddock/test";

export default suite();
