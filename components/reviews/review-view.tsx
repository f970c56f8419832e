"use client";

import { ClipboardCheck } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Field } from "@/components/ui/forms/field";
import { Select } from "@/components/ui/forms/select";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import type { ActionResult } from "@/lib/http/result";
import type { ReviewInput, ReviewPageDto } from "@/lib/reviews/schemas";
import { ReviewForm } from "./review-form";
import { ReviewShown } from "./review-shown";
import { useReadReview } from "./use-read-review";

type Props = { page: ReviewPageDto; save: (chatId: string, input: ReviewInput) => Promise<ActionResult<void>> };

/** One chat that is over beside the card by which it is judged. */
export function ReviewView({ page, save }: Props) {
  const t = useTranslations("reviews");
  const format = useFormatter();
  const { chat, operators, reviews, criteria, mayReview } = page;
  useReadReview(page);
  const [operatorId, setOperatorId] = useState(operators[0]?.id ?? "");
  const review = reviews.find((one) => one.operatorId === operatorId) ?? null;
  const choice = operators.length > 1 && (
    <Field label={t("form.operator")}>
      <Select
        value={operatorId}
        options={operators.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={({ target }) => setOperatorId(target.value)}
      />
    </Field>
  );
  return (
    <>
      <PageHeader
        title={t("page.title", { name: isolate(chat.visitorName || t("lines.visitor")) })}
        description={t("page.about", {
          department: isolate(chat.departmentName),
          date: format.dateTime(new Date(chat.beganAt), { dateStyle: "long", timeStyle: "short" }),
          rating: chat.rating ?? 0,
        })}
        back={{ href: "/reviews", label: t("title") }}
      />
      {mayReview && criteria.length > 0 ? (
        // Another operator is another judgement: the form begins anew.
        <ReviewForm
          key={`${operatorId} ${review?.updatedAt ?? ""}`}
          page={page}
          operatorId={operatorId}
          review={review}
          choice={choice}
          save={save}
        />
      ) : review ? (
        <ReviewShown page={page} review={review} />
      ) : (
        <Card>
          <EmptyState
            icon={<ClipboardCheck />}
            title={t(criteria.length === 0 ? "page.noCardTitle" : "page.nobodyTitle")}
            text={t(criteria.length === 0 ? "page.noCardText" : "page.nobodyText")}
          />
        </Card>
      )}
    </>
  );
}
