import { decide } from "../app/state.ts";
console.log(decide);
