import { uuidv7 } from "@/lib/ids";
import { standing } from "../availability";
import { type Department, formats, state, update } from "../state";
import { checkForm, formRequest } from "../submit/check-form";
import { post, showFailure } from "../submit/post";
import { formatComing } from "../texts";
import { type OfflineTranslate, t } from "./texts";

/** Why a department takes no chat now, in its own words where it has some, and when it opens. */
export function reasonOf(
  department: Pick<Department, "name" | "state" | "isFull" | "opensAt" | "awayText">,
  translate: OfflineTranslate,
  tag: string,
  now = new Date(),
): string {
  const { name, opensAt, awayText } = department;
  const word = standing(department);
  const opening = word === "closed" && opensAt && translate("itOpens", { time: formatComing(tag, opensAt, now) });
  const values = { department: name };
  const reason =
    word === "full"
      ? translate("fullNow", values)
      : awayText || translate(word === "closed" ? "closedNow" : "awayNow", values);
  return opening ? `${reason} ${opening}` : reason;
}

export const reasonText = (department: Department | undefined) =>
  `${department ? reasonOf(department, t, formats) : t("awayNow", { department: state.widget.company.name })} ${t("leaveMessage")}${state.changedOver ? ` ${t("kept")}` : ""}`;

let messageId = "";
let sentText = "";

/** Leaves what the form holds as a message. The same text goes under the same id, so that a retry is no second message. */
export async function submit(): Promise<void> {
  if (state.busy || !checkForm()) return;
  const request = formRequest();
  const text = JSON.stringify([request.departmentId, request.email, request.name, request.body]);
  if (text !== sentText) messageId = uuidv7();
  sentText = text;
  const result = await post("offline-messages", { ...request, clientId: messageId });
  if (!result.ok) return showFailure(result);
  sentText = "";
  update({ busy: false, view: "sent", form: { ...state.form, body: "" } }, "#sent");
}
