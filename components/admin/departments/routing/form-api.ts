import type { UseFormReturn } from "react-hook-form";
import type { RoutingFormValues, RoutingInput } from "@/lib/departments/routing-schemas";

export type RoutingFormApi = UseFormReturn<RoutingFormValues, unknown, RoutingInput>;
