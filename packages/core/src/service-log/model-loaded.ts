/** A model was loaded, and in how many seconds: `msg="llama runner started in 0.28 seconds"`; since 0.30 `llama-server …`. */
export const MODEL_LOADED =
  /msg="(?:llama runner|llama-server|\w{1,40} runner) started in (\d{1,6}(?:\.\d{1,6})?) seconds/;
