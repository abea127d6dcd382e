import { decide } from "@paddock/core/src/app/state.ts";
console.log(decide);
