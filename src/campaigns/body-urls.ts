const MAX_BODY = 2_000_000;
const MAX_URLS = 2_000;
const httpAddress = /https?:\/\/[^\s"'<>()\\]{1,2000}/gi;

/** Addresses in a mail body, HTML or text, as written but for `&amp;`; each once. */
export function bodyUrls(body: string): string[] {
  const urls = new Set<string>();
  for (const [url] of body.slice(0, MAX_BODY).matchAll(httpAddress)) {
    urls.add(url.replaceAll('&amp;', '&'));
    if (urls.size === MAX_URLS) break;
  }
  return [...urls];
}
