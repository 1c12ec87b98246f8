'use client';

import { canMember, type MemberAction } from '@dovecote/services/policies/member-policy';
import { useMe } from '@/features/shell/use-me';
import { useIsLooking } from './look-context';

/** Whether the viewer's role in this workspace allows an act; the server decides, this only explains. */
export function useMay(action: MemberAction): boolean {
  const role = useMe()?.role;
  const isLooking = useIsLooking();
  if (isLooking) return false;
  return role == null || canMember(role, action);
}
