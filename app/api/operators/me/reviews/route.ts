export { GET } from "@/lib/api/reviews/unread";
