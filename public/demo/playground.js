// What a website does to its chat by itself, as the playground's switches say. No markup from text: the page may be under a
// policy with Trusted Types.
{
  const { theme, token } = document.currentScript.dataset;
  // What stands in for the snippet until it has come.
  window.foyer ||= Object.assign(
    (...call) => new Promise((done, failed) => window.foyer.q.push([call, done, failed])),
    {
      q: [],
    },
  );
  if (theme !== "auto") window.foyer("theme", theme);
  if (token) window.foyer("identify", { token });

  const report = document.querySelector("#report");
  let refused = 0;
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    if (refused++ === 0) report.textContent = "";
    const line = document.createElement("small");
    line.textContent = `${violatedDirective}: ${blockedURI}`;
    report.append(line);
  });

  // A website of one page: addresses and titles change, and nothing is loaded.
  const name = document.title.split(" · ")[0];
  const show = () => {
    const links = document.querySelectorAll("a[data-page]");
    const here = [...links].find((link) => link.pathname === location.pathname) ?? links[0];
    for (const link of links) link.toggleAttribute("aria-current", link === here);
    document.querySelector("#title").textContent = here.textContent;
    document.title = `${name} · ${here.textContent}`;
  };
  for (const link of document.querySelectorAll("a[data-page]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      history.pushState({}, "", link.pathname + location.search);
      show();
      document.querySelector("#title").focus();
    });
  }
  addEventListener("popstate", show);
  if (location.pathname !== "/demo/playground") show();
}
