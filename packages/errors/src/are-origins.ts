/** Whether the text is a list of origins with commas between, each written as browsers send it. */
export function areOrigins(text: string): boolean {
  const origins = text.split(',').map((one) => one.trim());
  return origins.every((one) => one === '' || isOrigin(one));
}

export const originsRule =
  'must be origins such as https://app.example.com with commas between, without a path or a last slash';

/** Of apps and extensions `URL` knows no origin. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return /^https?:/.test(text) ? new URL(text).origin === text : /^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/.test(text);
}
