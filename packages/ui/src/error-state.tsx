import { CloudAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button';

interface ErrorStateProps {
  title: ReactNode;
  /** It stands for the whole page, so its title is the page's heading. */
  isPage?: boolean;
  /** Whose side it lies on and what to do. */
  description: ReactNode;
  action?: ReactNode;
  requestId?: string | undefined;
  requestIdLabel: string;
  copyLabel: string;
  copiedLabel: string;
}

/** Something failed: what, whose side, what to do, and an id to quote. */
export function ErrorState(props: ErrorStateProps) {
  const Title = props.isPage === true ? 'h1' : 'p';
  return (
    <div role="alert" className="flex flex-col items-center gap-4 px-4 py-12 text-center">
      <span className="arch flex h-14 w-11 items-center justify-center bg-bad-soft text-bad-ink">
        <CloudAlert aria-hidden="true" className="mt-1 size-5" />
      </span>
      <div className="flex max-w-md flex-col gap-1">
        <Title className="font-semibold text-base">{props.title}</Title>
        <p className="text-ink-muted text-sm">{props.description}</p>
      </div>
      {props.action}
      {props.requestId === undefined ? null : (
        <p className="flex flex-wrap items-center justify-center gap-2 text-ink-faint text-xs">
          {props.requestIdLabel} <code className="font-mono">{props.requestId}</code>
          <CopyButton text={props.requestId} label={props.copyLabel} copiedLabel={props.copiedLabel} />
        </p>
      )}
    </div>
  );
}
