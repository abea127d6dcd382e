import { decide } from "@paddock/core/src/domain/domain.ts";
console.log(decide);
