import { useTranslations } from 'next-intl';
import type { Bot } from './bot';

type Told = Pick<Bot, 'status' | 'cause' | 'suspendedReason' | 'concern'>;

/**
 * Says what is behind a bot's status; null if there is nothing to say or if its concern says it. Of calls without an
 * answer the concern knows more than the manager that saw them.
 */
export function useStatusWords(): (bot: Told) => string | null {
  const t = useTranslations('bots.why');
  return ({ status, cause, suspendedReason, concern }) => {
    if (status === 'suspended') return t('suspended', { reason: suspendedReason ?? '' });
    if (cause?.code === 'taken') return t('taken', { isKnown: String(cause.host !== null), host: cause.host ?? '' });
    if (cause !== null && cause.code !== 'unanswered') return t(cause.code, { ...cause });
    if (concern !== null || status === 'running') return null;
    return t(`status.${status}`);
  };
}
