import { watchPull } from "./watch-pull.source.ts";
console.log(watchPull);
