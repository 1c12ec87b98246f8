export const dialogBackdropClass =
  'fixed inset-0 z-40 bg-black/45 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';

export const dialogPopupClass = [
  'fixed z-50 flex flex-col gap-5 overflow-y-auto border border-line bg-surface p-5 text-ink shadow-pop outline-hidden transition-all duration-150 sm:p-6',
  'max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[92dvh] max-sm:rounded-t-2xl max-sm:data-ending-style:translate-y-6 max-sm:data-starting-style:translate-y-6',
  'sm:start-1/2 sm:top-1/2 sm:max-h-[88dvh] sm:w-[min(30rem,calc(100vw-2rem))] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl rtl:sm:translate-x-1/2',
  'data-ending-style:opacity-0 data-starting-style:opacity-0',
].join(' ');

export const dialogActionsClass = 'flex flex-col-reverse gap-2 sm:flex-row sm:justify-end';
