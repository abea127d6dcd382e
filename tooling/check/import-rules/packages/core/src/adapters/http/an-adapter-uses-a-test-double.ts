import { FakeClock } from "../../testing/fake-clock.ts";
console.log(FakeClock);
