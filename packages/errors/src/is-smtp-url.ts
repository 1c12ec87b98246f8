/** Whether mails can be sent by this address: its protocol and host are there, and its user and password can be read. */
export function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (protocol === 'smtp:' || protocol === 'smtps:') && hostname !== '' && isEncoded(username + password);
}

export const smtpUrlRule =
  'must be smtp://host or smtps://host, with user:password@ before and :port after the host if they are needed; write signs such as / @ # % in a password as %2F %40 %23 %25';

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
