export { GET } from "@/lib/api/inbox-counts";
