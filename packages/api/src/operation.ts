import { type MemberAction, memberActions } from '@dovecote/services/policies/member-policy';
import { type PlatformAction, platformActions } from '@dovecote/services/policies/platform-policy';

/** Who may call an operation: everybody, whoever is signed in, members or platform admins who may do the action. */
export type Policy = 'public' | 'session' | MemberAction | PlatformAction;

/** One thing a transport offers, with the policy that its verb keeps. */
export interface Operation {
  transport: 'rest' | 'trpc';
  /** `GET /bots/{id}` or `bots.get`. */
  name: string;
  policy: Policy;
  isRead: boolean;
}

export const isMemberAction = (policy: Policy): policy is MemberAction => policy in memberActions;
export const isPlatformAction = (policy: Policy): policy is PlatformAction => policy in platformActions;
