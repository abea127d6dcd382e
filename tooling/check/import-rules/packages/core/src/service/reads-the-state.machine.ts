import { decide } from "../app/decide.ts";
console.log(decide);
