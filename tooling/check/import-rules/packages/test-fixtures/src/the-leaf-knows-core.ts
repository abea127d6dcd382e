import { parseModelName } from "@paddock/core";
console.log(parseModelName);
