import { systemClock } from "./adapters/system-clock.ts";
console.log(systemClock);
