import { File, FileArchive, FileAudio, FileImage, FileSpreadsheet, FileText, FileVideo } from "lucide-react";

const ICONS = [
  [/\.(?:png|jpe?g|gif|webp|avif|heic)$/i, FileImage],
  [/\.(?:zip|7z|rar|gz|tgz|tar)$/i, FileArchive],
  [/\.(?:csv|xlsx?|ods)$/i, FileSpreadsheet],
  [/\.(?:pdf|txt|log|md|json|docx?|odt|rtf|pptx?|odp)$/i, FileText],
  [/\.(?:mp3|m4a|ogg|wav)$/i, FileAudio],
  [/\.(?:mp4|mov|webm)$/i, FileVideo],
] as const;

/** Decoration beside a file's name: what kind of file it is. */
export function FileIcon({ name, className }: { name: string; className?: string }) {
  const Icon = ICONS.find(([ending]) => ending.test(name))?.[1] ?? File;
  return <Icon aria-hidden className={className} />;
}
