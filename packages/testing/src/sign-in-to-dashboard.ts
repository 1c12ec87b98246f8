/** Signs in as a browser would and answers the cookies. */
export async function signInToDashboard(url: string, person: { email: string; password: string }): Promise<string> {
  const csrf = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const before = cookiesOf(csrf);
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: before, origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...person, csrfToken, json: 'true' }),
  });
  const cookies = [before, cookiesOf(answer)].filter(Boolean).join('; ');
  if (!cookies.includes('dovecote.session')) throw new Error(`Signing in answered ${answer.status} without a session.`);
  return cookies;
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}
