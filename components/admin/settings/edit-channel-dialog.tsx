"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import type { ActionResult } from "@/lib/http/result";
import {
  type ChannelDto,
  type ChannelFormValues,
  channelFormValues,
  channelInput,
} from "@/lib/settings/channel-schemas";
import { ChannelDialog } from "./channel-dialog";

type Props = {
  channel: ChannelDto;
  save: (values: ChannelFormValues) => Promise<ActionResult<void>>;
  onClose: () => void;
};

/** The form of the web widget's channel. */
export function EditChannelDialog({ channel, save, onClose }: Props) {
  const t = useTranslations("settings.channels");
  const form = useForm({ resolver: zodResolver(channelInput), defaultValues: channelFormValues(channel) });
  const shared = { form, save, onClose, isNew: false };
  return <ChannelDialog {...shared} description={t("alwaysOn")} idleHint="closeIdleAfterMinutesHint" />;
}
