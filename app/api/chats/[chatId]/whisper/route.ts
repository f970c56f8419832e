export { POST } from "@/lib/api/chat/whisper";
