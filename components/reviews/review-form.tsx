"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Textarea } from "@/components/ui/forms/input";
import { Card, Section } from "@/components/ui/layout/card";
import type { ActionResult } from "@/lib/http/result";
import { type Points, REVIEW_COMMENT_MAX, scoreOf } from "@/lib/reviews/rules";
import type { ReviewDto, ReviewInput, ReviewPageDto } from "@/lib/reviews/schemas";
import { PointsChoice } from "./points-choice";
import { ReviewLines } from "./review-lines";
import { ScoreBadge } from "./score-badge";

type Props = {
  page: ReviewPageDto;
  operatorId: string;
  /** What is changed; null: a new one. */
  review: ReviewDto | null;
  /** Which operator, where several had the chat. */
  choice: ReactNode;
  save: (chatId: string, input: ReviewInput) => Promise<ActionResult<void>>;
};

/** Points, a comment, and remarks at messages; the score follows while one judges. */
export function ReviewForm({ page: { chat, lines, criteria }, operatorId, review, choice, save }: Props) {
  const t = useTranslations("reviews");
  const common = useTranslations("common");
  const router = useRouter();
  const [points, setPoints] = useState(() => {
    const given = (review?.points ?? []).map(({ criterionId, points: one }) => [criterionId, one] as const);
    return new Map<string, Points | null>(given);
  });
  const [remarks, setRemarks] = useState(() => new Map(review?.remarks.map(({ seq, text }) => [seq, text])));
  const [comment, setComment] = useState(review?.comment ?? "");
  const [error, setError] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const judged = criteria.map(({ id, weight }) => ({ criterionId: id, weight, points: points.get(id) ?? null }));
  const score = scoreOf(judged);
  const remark = (seq: number, text: string | null) => {
    const next = new Map(remarks);
    if (text === null) next.delete(seq);
    else next.set(seq, text);
    setRemarks(next);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (score === null) return setError(t("form.judgeFirst"));
    setIsSaving(true);
    const result = await save(chat.id, {
      operatorId,
      points: judged.map(({ criterionId, points: given }) => ({ criterionId, points: given })),
      comment,
      remarks: [...remarks].flatMap(([seq, text]) => (text.trim() === "" ? [] : [{ seq, text }])),
      seen: review?.updatedAt ?? null,
    });
    setIsSaving(false);
    if (!result.ok) return setError(result.code === "conflict" ? t("form.conflict") : result.code);
    setError(null);
    toast.success(common("saved"));
    router.refresh();
  };
  return (
    <form onSubmit={submit} noValidate className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Card className="px-6 py-5">
        <ReviewLines lines={lines} visitorName={chat.visitorName} remarks={remarks} onRemark={remark} />
      </Card>
      <Section
        title={t("form.title")}
        description={review && t("page.by", { name: isolate(review.reviewerName) })}
        actions={
          <span role="status" aria-label={t("form.score")}>
            {score !== null && <ScoreBadge score={score} />}
          </span>
        }
        footer={
          <Button type="submit" variant="primary" pending={isSaving}>
            {common("save")}
          </Button>
        }
        className="lg:sticky lg:top-6"
      >
        <div className="space-y-5">
          {choice}
          {criteria.map(({ id, name, hint, weight }) => (
            <PointsChoice
              key={id}
              name={name}
              hint={hint}
              weight={weight}
              value={points.get(id)}
              onChange={(value) => {
                setPoints(new Map(points).set(id, value));
                setError(null);
              }}
            />
          ))}
          <Field label={t("form.comment")} optional>
            <Textarea
              value={comment}
              maxLength={REVIEW_COMMENT_MAX}
              onChange={({ target }) => setComment(target.value)}
            />
          </Field>
          <FormError error={error} />
        </div>
      </Section>
    </form>
  );
}
