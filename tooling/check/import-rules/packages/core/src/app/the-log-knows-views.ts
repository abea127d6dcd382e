import { statusBarView } from "../ui/status-bar.view.ts";
console.log(statusBarView);
