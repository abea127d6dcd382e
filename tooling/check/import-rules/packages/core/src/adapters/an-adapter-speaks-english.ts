import { describeFailure } from "../views/failure.ts";
console.log(describeFailure);
