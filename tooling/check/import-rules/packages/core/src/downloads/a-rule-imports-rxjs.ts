import { of } from "rxjs";
console.log(of(1));
