/**
 * Lines of CSV as a file, piece by piece as whoever loads it takes them. The first piece is asked for before the answer
 * begins: what cannot be read is refused, and not a file. `name`: of the file, in ASCII without quotes.
 */
export async function csvResponse(lines: Generator<string> | AsyncGenerator<string>, name: string): Promise<Response> {
  const encoder = new TextEncoder();
  // The head, and the first rows.
  const begun = [await lines.next(), await lines.next()];
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = begun.shift() ?? (await lines.next());
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "x-content-type-options": "nosniff",
    },
  });
}
