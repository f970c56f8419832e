// In Karma's page: starts the worker that runs the specs and hands its results on.
const { __karma__: karma } = window;

karma.start = () => {
  const find = (name) => Object.keys(karma.files).filter((file) => name.test(file));
  const worker = new Worker(find(/worker-specs\.js$/)[0]);
  worker.onerror = (event) => karma.error(`${event.message} (${event.filename}:${event.lineno})`);
  worker.onmessage = ({ data: [kind, value] }) => karma[kind](value);
  const names = [/\/jasmine\.js$/, /\/runtime\.js$/, /\/commons\.js$/, /index\.worker\.[^/]*js$/];
  worker.postMessage(names.flatMap(find));
};
