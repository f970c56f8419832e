import type { Metadata } from "next";
import type { ReactNode } from "react";
import { createDepartmentAction } from "@/app/admin/departments/actions";
import { inviteOperatorAction } from "@/app/admin/operators/actions";
import { forgetInstallAction } from "@/app/admin/snippets/actions";
import { pageOrigin } from "@/app/page-origin";
import { InstallList } from "@/components/admin/installs/install-list";
import { InviteDialog } from "@/components/admin/operators/invite-dialog";
import { SnippetBlock } from "@/components/admin/snippets/snippet-block";
import { SnippetInstructions } from "@/components/admin/snippets/snippet-instructions";
import { ChatStep } from "@/components/admin/start/chat-step";
import { CompanyStep } from "@/components/admin/start/company-step";
import { DepartmentStep } from "@/components/admin/start/department-step";
import { EndButton } from "@/components/admin/start/end-button";
import { KeepFresh } from "@/components/admin/start/keep-fresh";
import { MarkButton } from "@/components/admin/start/mark-button";
import { StepList } from "@/components/admin/start/step-list";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireAdminPage } from "@/lib/auth/guards";
import { getCompany } from "@/lib/company/queries";
import { companyFormValues } from "@/lib/company/schemas";
import { listDepartmentSnippets } from "@/lib/departments/queries";
import { getFirstSteps } from "@/lib/first-steps/queries";
import { nextStep, STEPS, type Step } from "@/lib/first-steps/rules";
import { getTranslator } from "@/lib/i18n/server";
import { listInstalls } from "@/lib/installs/queries";
import { endFirstStepsAction, markStepAction, saveCompanyStepAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("start");
  return { title: t("title") };
}

export default async function StartPage({ searchParams }: PageProps<"/admin/start">) {
  const { db } = await requireAdminPage("/admin/start");
  const [{ step: asked }, { steps, isOver, hasChat }, company, departments, installs, origin, t] = await Promise.all([
    searchParams,
    getFirstSteps(db),
    getCompany(db),
    listDepartmentSnippets(db),
    listInstalls(db, null),
    pageOrigin(),
    getTranslator("start"),
  ]);
  const shown = STEPS.find((step) => step === asked) ?? nextStep(steps);
  const isDone = (step: Step) => steps.some((one) => one.step === step && one.state === "done");
  const contents: Record<Step, ReactNode> = {
    company: <CompanyStep initial={companyFormValues(company)} save={saveCompanyStepAction} />,
    department: (
      <DepartmentStep
        departments={departments}
        color={company.color}
        create={createDepartmentAction}
        mark={markStepAction}
      />
    ),
    snippet: (
      <div className="space-y-5">
        <SnippetBlock name={company.name} label={t("snippet.label")} snippetKey={company.key} origin={origin} />
        <SnippetInstructions origin={origin} snippetKey={company.key} />
        <InstallList initial={installs} departmentId={null} host={new URL(origin).host} forget={forgetInstallAction} />
        <MarkButton step="snippet" mark={isDone("snippet") ? "done" : "skipped"} save={markStepAction} />
      </div>
    ),
    chat: (
      <ChatStep
        testPath={`/demo/try?key=${company.key}`}
        hasChat={hasChat}
        isAnswered={isDone("chat")}
        mark={markStepAction}
      />
    ),
    colleague: (
      <div className="flex flex-wrap items-center gap-3">
        <InviteDialog departments={departments} invite={inviteOperatorAction} />
        <MarkButton step="colleague" mark={isDone("colleague") ? "done" : "skipped"} save={markStepAction} />
      </div>
    ),
  };
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      {(shown === "chat" || shown === "snippet") && <KeepFresh step={shown} />}
      <StepList steps={steps} shown={shown} content={shown && contents[shown]} />
      {!isOver && <EndButton isComplete={nextStep(steps) === null} end={endFirstStepsAction} />}
    </>
  );
}
