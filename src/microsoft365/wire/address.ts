const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(url: URL): boolean {
  return loopbackHost.test(url.hostname);
}

/**
 * A service address from configuration: https anywhere, http on loopback only, no user, query or fragment. Returned without a
 * trailing slash. Throws an Error that names the setting.
 */
export function serviceAddress(text: string, setting: string): string {
  if (!URL.canParse(text)) throw new Error(`${setting} must be an address such as https://example.com.`);
  const url = new URL(text);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  if (!secure) throw new Error(`${setting} must be an https address; plain http is accepted for loopback only.`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new Error(`${setting} must not hold a user name, a password, a query or a fragment.`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Whether an address that a service handed us stays at that service. */
export function isAt(service: string, address: string): boolean {
  return URL.canParse(address) && new URL(address).origin === new URL(service).origin;
}
