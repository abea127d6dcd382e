import { perform } from "../ui/perform.action.ts";
console.log(perform);
