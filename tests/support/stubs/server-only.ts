// Stands in for the package of this name, which refuses to load outside of a React server bundle.
export {};
