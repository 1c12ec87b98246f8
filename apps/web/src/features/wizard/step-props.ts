import type { DraftView } from './use-draft';

export interface StepProps {
  draft: DraftView;
  backHref: string | undefined;
}
