import { systemClock } from "../adapters/system/system-clock.ts";
console.log(systemClock);
