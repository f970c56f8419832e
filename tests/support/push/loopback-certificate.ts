/**
 * A certificate for `localhost` that nobody trusts but the tests, valid until 2126; its key is public by standing here.
 * Made by: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 36500 -nodes -subj /CN=localhost
 * -addext subjectAltName=DNS:localhost,DNS:push.localhost
 */
export const LOOPBACK_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3jrwhJxAo1nynof0
d86tE82/8R20d76EDtkg7kvGTiGhRANCAAQ2K9vILOpXHbO1LgXKMBaTz7Hqm94E
PDPD33c+/NYM5s2K9bXPVTBzsY6FGMMmlshwsu0rHiAnoqSRd5IlUGsO
-----END PRIVATE KEY-----
`;
export const LOOPBACK_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBpTCCAUugAwIBAgIUaxfH3bSEemV7KcLR2hbjA8WAuNAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEzMDAzMjExN1oYDzIxMjYxMTA2
MDMyMTE3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ2K9vILOpXHbO1LgXKMBaTz7Hqm94EPDPD33c+/NYM5s2K9bXPVTBz
sY6FGMMmlshwsu0rHiAnoqSRd5IlUGsOo3kwdzAdBgNVHQ4EFgQUFjEgYHTGmHx3
pt01xKihy3YCSwIwHwYDVR0jBBgwFoAUFjEgYHTGmHx3pt01xKihy3YCSwIwDwYD
VR0TAQH/BAUwAwEB/zAkBgNVHREEHTAbgglsb2NhbGhvc3SCDnB1c2gubG9jYWxo
b3N0MAoGCCqGSM49BAMCA0gAMEUCIHVqbmiRvOTVLyH4+Mlh8UBvvLLcXWjEKwRw
l7aovL6mAiEAjKhFEWOSrQIHErHFl2Jfi1iSiQVHv+5+dxs1D5yFOyc=
-----END CERTIFICATE-----
`;
