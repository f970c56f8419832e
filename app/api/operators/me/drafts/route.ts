export { GET } from "@/lib/api/organise/drafts";
