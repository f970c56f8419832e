export { POST } from "@/lib/api/reviews/read";
