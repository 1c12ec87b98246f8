'use client';

import { useTranslations } from 'next-intl';
import { knownActions } from './audit-event';

type KnownAction = (typeof knownActions)[number];
type ActionKey<Action extends string> = Action extends `${infer Noun}.${infer Deed}` ? `${Noun}_${Deed}` : never;

/** A message key may hold no dot. */
function toKey(action: KnownAction): ActionKey<KnownAction> {
  return action.replace('.', '_') as ActionKey<KnownAction>;
}

/** An audit action in a person's words; an unknown one keeps its own. */
export function useActionName(): (action: string) => string {
  const t = useTranslations('admin.actions');
  return (action) => {
    const known = knownActions.find((one) => one === action);
    return known === undefined ? action : t(toKey(known));
  };
}
