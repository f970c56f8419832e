export { GET } from "@/lib/api/reviews/csv";
