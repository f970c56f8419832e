"use client";

import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Card, Section } from "@/components/ui/layout/card";
import { POINTS } from "@/lib/reviews/rules";
import type { ReviewDto, ReviewPageDto } from "@/lib/reviews/schemas";
import { ReviewLines } from "./review-lines";
import { ScoreBadge } from "./score-badge";

/** A judgement as its operator reads it. */
export function ReviewShown({ page, review }: { page: ReviewPageDto; review: ReviewDto }) {
  const t = useTranslations("reviews");
  const remarks = new Map(review.remarks.map(({ seq, text }) => [seq, text]));
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Card className="px-6 py-5">
        <ReviewLines lines={page.lines} visitorName={page.chat.visitorName} remarks={remarks} onRemark={null} />
      </Card>
      <Section
        title={t("form.title")}
        description={t("page.by", { name: isolate(review.reviewerName) })}
        actions={<ScoreBadge score={review.score} />}
      >
        <dl className="space-y-2">
          {review.points.map(({ criterionId, name, points }) => (
            <div key={criterionId} className="flex items-baseline justify-between gap-4">
              <dt className="min-w-0 break-words">{name}</dt>
              <dd className="shrink-0 tabular-nums">
                {points === null ? (
                  <span className="text-muted">{t("form.notJudged")}</span>
                ) : (
                  t("form.points", { points, most: POINTS.length })
                )}
              </dd>
            </div>
          ))}
        </dl>
        {review.comment && (
          <p dir="auto" className="mt-4 whitespace-pre-wrap break-words border-border border-t pt-4">
            {review.comment}
          </p>
        )}
      </Section>
    </div>
  );
}
