export { GET } from "@/lib/api/reports/csv";
