import { watchPull } from "../../downloads/watch-pull.source.ts";
console.log(watchPull);
