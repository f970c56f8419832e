// What failed, said once more at the very end: a log of half an hour is often kept by its last lines only.
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

const MESSAGE_LINES = 12;
const PRINTED_LINES = 20;

/** @returns {string[]} the failed tests of a report of `vitest --reporter=json`, each with the head of its message */
export function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(process.cwd(), name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failed.length === 0) return [described(file, message)];
    return failed.map(({ fullName, failureMessages }) =>
      described(`${file} › ${fullName}`, failureMessages.join("\n")),
    );
  });
}

/** @returns {string[]} the failed tests of a report of Playwright's json reporter, each with the head of its messages */
export function playwrightFailures(report) {
  const broken = (report?.errors ?? []).map(({ message }) => described("browser", message));
  return [...broken, ...(report?.suites ?? []).flatMap(failuresOfSuite)];
}

function failuresOfSuite({ specs = [], suites = [] }) {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const results = tests.flatMap((test) => test.results);
      const messages = results.flatMap(({ errors }) => errors.map((one) => one.message));
      // Journeys print what the server did not answer.
      const printed = results.flatMap(({ stdout = [] }) => stdout.map(({ text = "" }) => text));
      return [described(`${file}:${line} › ${title}`, messages.join("\n")), ...printed.map(indented)].join("\n");
    });
  return [...own, ...suites.flatMap(failuresOfSuite)];
}

function indented(text) {
  const lines = stripVTControlCharacters(text).trim().split("\n").slice(0, PRINTED_LINES);
  return lines.map((line) => `      ${line}`).join("\n");
}

function described(title, message = "") {
  const lines = stripVTControlCharacters(message ?? "").split("\n");
  const told = lines.filter((line) => line.trim() !== "").slice(0, MESSAGE_LINES);
  return [`  ✗ ${title}`, ...told.map((line) => `      ${line}`)].join("\n");
}
