import type { WebhookDeliveryType } from "@/lib/webhooks/rules";

type Underscored<T extends string> = T extends `${infer Head}.${infer Tail}` ? `${Head}_${Tail}` : T;

/** The key of an event's description: a point would lead into a namespace. */
export const textKeyOf = <T extends WebhookDeliveryType>(type: T) => type.replace(".", "_") as Underscored<T>;
