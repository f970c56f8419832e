import type { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import type { ChatEventDto } from "@/lib/chats/schemas";

export type EventTexts = ReturnType<typeof useTranslations<"inbox.event">>;
type Me = { id: string; name: string };
type Format = Pick<ReturnType<typeof useFormatter>, "dateTime">;

/**
 * Words an entry that is no message, for the operator `me`. Entries name people by name and mostly by id; where there is
 * no id, whoever acted is known as the sender.
 */
export function wordEvent(t: EventTexts, format: Format, me: Me, { kind, data, sender }: ChatEventDto): string {
  const { operatorId, operatorName = "", fromId, fromName = "", reason } = data;
  const called = (text: string) => isolate(text === "" ? t("someone") : text);
  const name = called(operatorName);
  const from = called(fromName);
  const department = isolate(data.departmentName ?? "");
  const fromDepartment = isolate(data.fromDepartmentName ?? "");
  const isNamed = (id: string | undefined, text: string) => (id ? id === me.id : text !== "" && text === me.name);
  const isMe = isNamed(operatorId, operatorName);
  const isByMe = sender.id ? sender.id === me.id : isNamed(fromId, fromName);
  /** What the named operator did themselves: the sender is the same person. */
  const isMyDeed = operatorId || !sender.id ? isMe : sender.id === me.id;
  const at = (iso: string | undefined) =>
    iso && !Number.isNaN(Date.parse(iso)) ? format.dateTime(Date.parse(iso), { timeStyle: "short" }) : "";

  const when = (iso: string | undefined) =>
    iso && !Number.isNaN(Date.parse(iso))
      ? format.dateTime(Date.parse(iso), { dateStyle: "medium", timeStyle: "short" })
      : "";

  switch (kind) {
    case "message":
    case "note":
      return "";
    case "started":
      if (operatorId) return isMe ? t("startedByYou", { department }) : t("startedByOperator", { name, department });
      return t("started", { department });
    case "claimed":
      return isMyDeed ? t("claimedByYou") : t("claimed", { name });
    case "assigned":
      return isMe ? t("assignedToYou") : t("assigned", { name });
    case "reassigned":
      if (isMe) return t("reassignedToYou", { from });
      return isNamed(fromId, fromName) ? t("reassignedFromYou", { name }) : t("reassigned", { from, name });
    case "requeued":
      if (reason === "unreachable" && fromName) return t("requeuedUnreachable", { from });
      if (reason === "left" && fromName) return t("requeuedLeft", { from });
      if (reason === "deactivated" && fromName) return t("requeuedDeactivated", { from });
      return t("requeued");
    case "transferred":
      return isByMe
        ? t("transferredByYou", { fromDepartment, department })
        : t("transferred", { from, fromDepartment, department });
    case "offered":
      return wordOffer(t, { name, from, department: data.departmentName && department, isMe, isByMe });
    case "accepted":
      return isMyDeed ? t("acceptedByYou", { from }) : t("accepted", { name, from });
    case "taken_over":
      return wordTakeOver(t, { name, from, isMe: isMyDeed, isFromMe: isNamed(fromId, fromName) });
    case "declined":
      if (reason === "withdrawn") return isMe ? t("offerWithdrawnYou") : t("offerWithdrawn", { name });
      if (reason === "expired") return isMe ? t("offerExpiredYou") : t("offerExpired", { name });
      return isMe ? t("declinedByYou") : t("declined", { name });
    case "held":
      return isMyDeed ? t("heldByYou") : t("held", { name });
    case "resumed":
      return isMyDeed ? t("resumedByYou") : t("resumed", { name });
    case "on_it":
      return isMyDeed ? t("onItYou") : t("onIt", { name });
    case "idle_warning":
      return t("idleWarning", { time: at(data.closeAt) });
    case "kept_open":
      return t("keptOpen");
    case "closed":
      return wordClose(t, reason, name, isMyDeed);
    case "reopened":
      if (reason === "undone") return isMyDeed ? t("closeUndoneByYou") : t("closeUndone", { name });
      if (operatorId) return isMe ? t("reopenedByYou") : t("reopenedByOperator", { name });
      return t("reopened");
    case "switched":
      return reason === "overflow"
        ? t("switchedOverflow", { fromDepartment, department })
        : t("switchedByVisitor", { fromDepartment, department });
    case "overflow_offered":
      return t("overflowOffered", { department });
    case "notice":
      return wordNotice(t, format, data);
    case "alerted":
      return t("alerted");
    case "rated":
      return t("rated", { score: data.score ?? "" });
    case "tagged":
    case "untagged":
      return wordTag(t, kind, { name, tag: data.tagName && isolate(data.tagName), isMe: isMyDeed });
    case "snoozed":
      return isMyDeed ? t("snoozedByYou", { time: when(data.until) }) : t("snoozed", { name, time: when(data.until) });
    case "unsnoozed":
      if (reason === "due") return t("unsnoozedDue");
      return isMyDeed ? t("unsnoozedByYou") : t("unsnoozed", { name });
    case "erased":
      if (operatorId) return isMe ? t("erasedByYou") : t("erasedByOperator", { name });
      return t("erased");
    case "spam_marked":
      return isMe ? t("spamMarkedByYou") : t("spamMarked", { name });
    case "spam_unmarked":
      return isMe ? t("spamUnmarkedByYou") : t("spamUnmarked", { name });
    case "blocked":
      return isMe ? t("blockedByYou") : t("blocked", { name });
    case "undelivered":
      return wordUndelivered(t, reason);
    case "other_sender":
      return wordSender(t, isolate(data.address ?? ""), data.failed);
  }
}

const CHECKS: Record<string, string> = { dmarc: "DMARC", dkim: "DKIM", spf: "SPF" };

function wordSender(t: EventTexts, address: string, failed: string | undefined): string {
  const check = CHECKS[failed ?? ""];
  return check ? t("doubtfulSender", { address, check }) : t("otherSender", { address });
}

function wordUndelivered(t: EventTexts, reason: string | undefined): string {
  if (reason === "blocked") return t("undeliveredBlocked");
  return reason === "file" ? t("undeliveredFile") : t("undelivered");
}

type Offer = { name: string; from: string; department: string | undefined; isMe: boolean; isByMe: boolean };

function wordOffer(t: EventTexts, { name, from, department, isMe, isByMe }: Offer): string {
  if (isMe) return department ? t("offeredToYouFor", { from, department }) : t("offeredToYou", { from });
  if (isByMe) return department ? t("offeredByYouTo", { name, department }) : t("offeredByYou", { name });
  return department ? t("offeredTo", { from, name, department }) : t("offered", { from, name });
}

type TakeOver = { name: string; from: string; isMe: boolean; isFromMe: boolean };

function wordTakeOver(t: EventTexts, { name, from, isMe, isFromMe }: TakeOver): string {
  if (isMe) return t("takenOverByYou", { from });
  return isFromMe ? t("takenOverFromYou", { name }) : t("takenOver", { name, from });
}

type Tagging = { name: string; tag: string | undefined; isMe: boolean };

/** Of an erased chat the tag's name is gone. */
function wordTag(t: EventTexts, kind: "tagged" | "untagged", { name, tag = "…", isMe }: Tagging): string {
  if (kind === "tagged") return isMe ? t("taggedByYou", { tag }) : t("tagged", { name, tag });
  return isMe ? t("untaggedByYou", { tag }) : t("untagged", { name, tag });
}

function wordClose(t: EventTexts, reason: string | undefined, name: string, isMe: boolean): string {
  switch (reason) {
    case "visitor":
      return t("closedByVisitor");
    case "idle":
      return t("closedIdle");
    case "abandoned":
      return t("closedAbandoned");
    case "left_contact":
      return t("closedLeftContact");
    case "never_wrote":
      return t("closedNeverWrote");
    default:
      return isMe ? t("closedByYou") : t("closedByOperator", { name });
  }
}

function wordNotice(t: EventTexts, format: Format, { cause, opensAt }: ChatEventDto["data"]): string {
  switch (cause) {
    case "closed": {
      const time = Date.parse(opensAt ?? "");
      return Number.isNaN(time)
        ? t("noticeClosed")
        : t("noticeClosedUntil", { time: format.dateTime(time, { dateStyle: "medium", timeStyle: "short" }) });
    }
    case "wait_exceeded":
      return t("noticeWaitExceeded");
    case "everyone_tried":
      return t("noticeEveryoneTried");
    default:
      return t("noticeAway");
  }
}
