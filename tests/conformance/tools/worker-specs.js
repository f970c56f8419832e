// In the worker: loads Jasmine and the specs, runs them in order and tells each result in Karma's form.
self.onmessage = ({ data: [jasmineFile, ...specFiles] }) => {
  importScripts(jasmineFile);
  const jasmine = self.jasmineRequire.core(self.jasmineRequire);
  const env = jasmine.getEnv();
  Object.assign(self, self.jasmineRequire.interface(jasmine, env), { jasmine });
  importScripts(...specFiles);

  const suites = [];
  let total = 0;
  let startedAt = 0;
  env.configure({ random: false });
  env.addReporter({
    jasmineStarted: ({ totalSpecsDefined }) => {
      total = totalSpecsDefined;
      self.postMessage(["info", { total }]);
    },
    suiteStarted: ({ description }) => suites.push(description),
    suiteDone: () => suites.pop(),
    specStarted: () => {
      startedAt = performance.now();
    },
    specDone: ({ id, description, status, failedExpectations }) => {
      const result = {
        id,
        description,
        suite: [...suites],
        success: status === "passed",
        skipped: status === "pending" || status === "excluded",
        log: failedExpectations.map(({ message, stack }) => `${message}\n${stack ?? ""}`),
        time: performance.now() - startedAt,
      };
      self.postMessage(["result", result]);
    },
    jasmineDone: () => self.postMessage(["complete", {}]),
  });
  env.execute();
};
