// What only an offline message needs, in a file of its own: it is fetched when a department takes no chat.
import { takesChats } from "../availability";
import { type Department, state } from "../state";
import { reasonText } from "./offline";
import { t } from "./texts";

export { reasonText, submit } from "./offline";
export { Sent } from "./sent";

type IntroProps = {
  /** Undefined: the message goes to the company. */
  department: Department | undefined;
  onChat: (waits: boolean) => void;
};

/** Why there is no chat now, and the way to one where there is one. */
export function Intro({ department, onChat }: IntroProps) {
  const isBack = department ? takesChats(department, false) : state.widget.departments.length > 0;
  return (
    <div class="intro">
      {!isBack && <p class="warning">{reasonText(department)}</p>}
      {(isBack || (department && takesChats(department, true))) && (
        <button type="button" class="plain" onClick={() => onChat(!isBack)}>
          {t(isBack ? "openNow" : "waitInstead")}
        </button>
      )}
    </div>
  );
}

export const submitText = () => t(state.busy ? "sendingMessage" : "sendMessage");
