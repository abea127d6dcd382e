import { openEventLog } from "../app/event-log.ts";
console.log(openEventLog);
