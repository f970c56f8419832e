import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { newWebhookSecret, openWebhookSecret, sealWebhookSecret, signatureHeaders } from "./signature";

test("signs as Standard Webhooks does: the vector of its own libraries", () => {
  const at = new Date(1_614_265_330_000);
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  expect(signatureHeaders("msg_p5jXN8AQM9LWM0D4loKWxJek", at, '{"test": 2432232314}', [secret])).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("a secret is 32 bytes, sealed for webhooks alone; while two count, both sign", () => {
  const [first, second] = [newWebhookSecret(), newWebhookSecret()];
  expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(first).not.toBe(second);
  const installation = "the installation's own secret, long enough";
  expect(openWebhookSecret(sealWebhookSecret(first, installation), installation)).toBe(first);
  const headers = signatureHeaders("id", new Date(1000), "{}", [first, second]);
  const by = (secret: string) =>
    `v1,${createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
      .update("id.1.{}")
      .digest("base64")}`;
  expect(headers["webhook-signature"]).toBe(`${by(first)} ${by(second)}`);
});
