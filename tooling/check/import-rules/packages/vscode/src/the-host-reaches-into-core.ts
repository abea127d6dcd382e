import { decide } from "@paddock/core/src/app/decide.ts";
console.log(decide);
