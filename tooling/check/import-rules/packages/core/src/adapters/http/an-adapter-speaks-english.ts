import { describeFailure } from "../../ui/text/failure.view.ts";
console.log(describeFailure);
