import { servePreview } from "./serve-preview.ts";

const { url } = await servePreview(41181);
console.log(
  `The pages with fake data: ${url}?page=dashboard&theme=dark   (page: dashboard, inspector; theme: dark, light, hc, hc-light)`,
);
