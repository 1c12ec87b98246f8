/** Whether the text is a list of web origins with commas between, each written as browsers send it. */
export function areOrigins(text: string): boolean {
  return text.split(',').every((one) => isOrigin(one.trim()));
}

export const originsRule =
  'must be origins such as https://app.example.com with commas between, without a path or a last slash';

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
