import { statusBarView } from "../views/status-bar.ts";
console.log(statusBarView);
