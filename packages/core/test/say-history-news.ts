/** `node say-history-news.ts FOLDER`: opens a history, and prints what is wrong with it. */
import { openHistory } from "../src/adapters/store/open-history.ts";

const { store } = openHistory({
  folder: process.argv[2] ?? "",
  limits: () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY }),
  logger: { info() {}, warn() {} },
});
console.log(JSON.stringify(store.takeNews()));
store.close();
