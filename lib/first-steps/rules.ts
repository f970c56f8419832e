/** What somebody new does, in this order, until the first chat is answered and a colleague is there. */
export const STEPS = ["company", "department", "snippet", "chat", "colleague"] as const;
export type Step = (typeof STEPS)[number];

/** What an admin said of a step: that it is done, or that it is for later. */
export const MARKS = ["done", "skipped"] as const;
export type Mark = (typeof MARKS)[number];

/** As it is kept: what was said, and whether the steps are shown no more. */
export type FirstSteps = { marks?: Partial<Record<Step, Mark>>; isOver?: boolean };

/** What is there, whoever made it: a step that has happened is done without anybody saying so. */
export type Facts = Record<Exclude<Step, "company">, boolean>;

export type StepState = "done" | "skipped" | "open";
export type StepView = { step: Step; state: StepState };

/** How far each step is. What has happened outweighs what was said: a skipped step that happens later is done. */
export const stepsOf = ({ marks = {} }: FirstSteps, facts: Facts): StepView[] =>
  STEPS.map((step) => ({ step, state: step !== "company" && facts[step] ? "done" : (marks[step] ?? "open") }));

/** The first one that is open; null when nothing is left to do. */
export const nextStep = (steps: readonly StepView[]): Step | null =>
  steps.find(({ state }) => state === "open")?.step ?? null;
