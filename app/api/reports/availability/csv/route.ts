export { GET } from "@/lib/api/reports/availability-csv";
