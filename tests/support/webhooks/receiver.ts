import http from "node:http";

export type Received = { id: string; headers: http.IncomingHttpHeaders; body: string };
/** What a receiver answers: a status, or whatever it does to the response itself. */
type Answer = number | ((response: http.ServerResponse) => void);

/** A real receiver on loopback that keeps what it is given. */
export async function startReceiver() {
  const received: Received[] = [];
  let answer: Answer = 204;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      received.push({ id: String(request.headers["webhook-id"]), headers: request.headers, body });
      if (typeof answer === "function") answer(response);
      else response.writeHead(answer).end("that is my answer");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    received,
    port: address.port,
    url: `http://127.0.0.1:${address.port}/hook`,
    answers: (next: Answer) => {
      answer = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
