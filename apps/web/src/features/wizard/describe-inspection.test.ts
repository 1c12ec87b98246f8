import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import wizard from '../../messages/en/wizard.json';
import { readFailure } from '../../trpc/read-failure';
import { describeInspection, describeRefusal, type Inspection } from './describe-inspection';

const t = createTranslator({ locale: 'en', messages: wizard, namespace: 'token.results' });

test.each([
  ['TOKEN_REJECTED', null, 'Telegram does not accept this token. Ask @BotFather for the present one.'],
  ['TELEGRAM_UNAVAILABLE', 30, 'Telegram asks us to wait 30 seconds before we ask again. Then check again.'],
  ['TELEGRAM_UNAVAILABLE', null, 'Telegram did not answer as it should. Try again in a minute.'],
])('a token refused by %s, to be tried again after %s s, says what to do', (code, retryAfterSeconds, text) => {
  const failure = readFailure({ message: 'No.', data: { code, retryAfterSeconds } });
  expect(describeRefusal(failure, t)?.at(-1)).toEqual({ id: 'me', state: 'fail', text });
});

test('a bot that lives here is refused for that alone: who else reads was not looked at and warns of nothing', () => {
  const hosted = { isHosted: true, foreignWebhook: null, hasRivalPoller: null, username: 'lofty_bot', name: 'Lofty' };
  const checks = describeInspection({ ...hosted, pendingUpdates: 0, transport: 'polling' } as Inspection, t);
  expect(checks.filter(({ state }) => state !== 'ok').map(({ id }) => id)).toEqual(['hosted']);
});
