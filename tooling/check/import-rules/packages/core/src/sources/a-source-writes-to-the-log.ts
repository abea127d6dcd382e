import { openEventLog } from "../log/event-log.ts";
console.log(openEventLog);
