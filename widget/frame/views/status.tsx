import { standing, statusText } from "../availability";
import { type Department, formats, t } from "../state";

/** A department's state: a dot for the glance, and the words that say it. */
export const Status = ({ department }: { department: Department }) => (
  <small class={`status ${standing(department)}`}>{statusText(department, t, formats)}</small>
);
